#!/usr/bin/env node
'use strict';
/*
 * What n8n itself makes of single nodes, and what its node types are: the truth for our catalog.
 *
 *   node catalog.cjs --n8n FOLDER < nodes.jsonl      one {type, typeVersion, parameters, onError} a line
 *   node catalog.cjs --n8n FOLDER --node-types       no input
 *
 * A node's answer: {filled, stored, shown, credentials, inputs, outputs}; `shown` has one letter for each
 * property (1 or 0), `inputs` and `outputs` are the ports with the filled parameters. Where n8n throws, the
 * key holds {error: message} instead.
 * A node type's answer, one for each version: names, ports, credentials and every property with its path.
 */
const fs = require('node:fs');
const { loadN8n } = require('./n8n.cjs');

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const attempt = (work) => {
  try {
    return work();
  } catch (error) {
    return { error: error.message };
  }
};

function aboutNode(n8n, given) {
  const { NodeHelpers, Workflow } = n8n.workflow;
  const node = { id: '1', name: 'Node', position: [0, 0], ...given };
  const description = n8n.findDescription(node.type, node.typeVersion);
  if (!description) return { unknown: true };
  const read = (defaults) =>
    attempt(() =>
      NodeHelpers.getNodeParameters(description.properties, node.parameters, defaults, false, node, description),
    );
  const filled = read(true);
  const parameters = filled && filled.error === undefined ? filled : {};
  const isShown = (item) => (NodeHelpers.displayParameter(parameters, item, node, description) ? '1' : '0');
  const finished = { ...node, parameters };
  const nodeTypes = { getByName: () => undefined, getByNameAndVersion: () => undefined };
  const workflow = new Workflow({ id: '1', nodes: [finished], connections: {}, active: false, nodeTypes });
  return {
    filled,
    stored: read(false),
    shown: attempt(() => description.properties.map(isShown).join('')),
    credentials: attempt(() => (description.credentials ?? []).map(isShown).join('')),
    inputs: attempt(() => NodeHelpers.getNodeInputs(workflow, finished, description)),
    outputs: attempt(() => NodeHelpers.getNodeOutputs(workflow, finished, description)),
  };
}

/** [path, type, required, display name, choices] of every property, nested ones after their parent. */
function flatten(properties, prefix = '') {
  return properties.flatMap((property) => {
    const path = `${prefix}${property.name}`;
    const options = property.options ?? [];
    const line = [path, property.type, property.required === true, property.displayName];
    if (property.type === 'collection') return [line, ...flatten(options, `${path}.`)];
    if (property.type === 'fixedCollection') {
      return [line, ...options.flatMap((group) => flatten(group.values, `${path}.${group.name}.`))];
    }
    return [[...line, options.filter((choice) => 'value' in choice).map((choice) => choice.value)]];
  });
}

function aboutNodeTypes(n8n) {
  const rows = [];
  for (const [type, entry] of n8n.nodeTypes) {
    for (const [version, description] of entry.versions) {
      rows.push({
        type,
        version,
        defaultVersion: entry.defaultVersion,
        strict: entry.strict,
        displayName: description.displayName,
        defaultName: description.defaults.name ?? description.displayName,
        group: description.group,
        trigger: n8n.isTrigger(description),
        maxNodes: description.maxNodes ?? null,
        usableAsTool: Boolean(description.usableAsTool),
        credentials: (description.credentials ?? []).map((each) => [each.name, each.required === true]),
        webhooks: (description.webhooks ?? []).map((each) => each.name),
        inputs: Array.isArray(description.inputs) ? description.inputs : null,
        outputs: Array.isArray(description.outputs) ? description.outputs : null,
        properties: flatten(description.properties),
      });
    }
  }
  return rows;
}

// n8n says on the console when it cannot compute ports; the answer shows it as no ports.
console.warn = () => {};
const n8n = loadN8n(option('--n8n'));
const rows = process.argv.includes('--node-types')
  ? aboutNodeTypes(n8n)
  : fs
      .readFileSync(0, 'utf8')
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => aboutNode(n8n, JSON.parse(line)));
// Written at once and synchronously: a pipe that is still full when the process ends would lose the rest.
fs.writeFileSync(1, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
