#!/usr/bin/env node
'use strict';
/*
 * How long n8n's own check takes for each workflow, in one process with the node types loaded.
 *
 *   node n8n.cjs FOLDER < workflows.jsonl
 *
 * FOLDER is what `tools/ask-n8n/install.sh` prints. Writes one JSON object: {"version", "milliseconds": […]},
 * clock time of a first pass; what n8n does when it meets a node type for the first time counts, as it does for us.
 */
const fs = require('node:fs');
const path = require('node:path');
const { judge, loadN8n } = require('../tools/ask-n8n/ask.cjs');

const n8n = loadN8n(path.resolve(process.argv[2]));
const lines = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
const workflows = lines.map((line) => JSON.parse(line).workflow);
const milliseconds = workflows.map((workflow) => {
  const begin = process.hrtime.bigint();
  judge(n8n, workflow);
  return Number(process.hrtime.bigint() - begin) / 1e6;
});
process.stdout.write(`${JSON.stringify({ version: n8n.version, milliseconds })}\n`);
