#!/usr/bin/env node
'use strict';
/*
 * Asks an installed n8n whether it can read expressions: nothing is evaluated.
 *
 *   node expressions.cjs FOLDER < expressions.jsonl > answers.jsonl
 *
 * A row is a JSON text such as "={{ $json.a }}"; its answer is true or false. Read are both steps that n8n takes
 * before it evaluates: its own extensions of the language, then the parser of its template engine.
 */
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const folder = path.resolve(process.argv[2]);
const workflow = path.dirname(createRequire(path.join(folder, 'noop.js')).resolve('n8n-workflow/package.json'));
const { Tournament } = createRequire(path.join(workflow, 'noop.js'))('@n8n/tournament');
const { extendSyntax } = require(path.join(workflow, 'dist', 'cjs', 'extensions', 'expression-extension.js'));
const tournament = new Tournament();

function isRead(expression) {
  try {
    const [code] = tournament.getExpressionCode(extendSyntax(expression.slice(1)));
    // The engine hands the code to JavaScript, which has the last word.
    new Function('E', `${code};`);
    return true;
  } catch {
    return false;
  }
}

const lines = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
process.stdout.write(lines.map((line) => `${isRead(JSON.parse(line))}\n`).join(''));
