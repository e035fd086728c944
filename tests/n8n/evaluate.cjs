'use strict';
/*
 * Evaluates expressions as n8n does: reads [{"expression", "json"}] and writes the list of values.
 *
 *   node evaluate.cjs FOLDER < expressions.json
 */
const fs = require('node:fs');
const { createRequire } = require('node:module');

const places = [`${process.argv[2]}/noop.js`, `${process.argv[2]}/node_modules/n8n-workflow/noop.js`];
const found = places.map((place) => {
  try {
    return createRequire(place).resolve('@n8n/tournament');
  } catch {
    return null;
  }
});
const { Tournament } = require(found.find(Boolean));
const tournament = new Tournament();
const rows = JSON.parse(fs.readFileSync(0, 'utf8'));
const values = rows.map(({ expression, json }) => tournament.execute(expression.slice(1), { $json: json }));
process.stdout.write(JSON.stringify(values));
