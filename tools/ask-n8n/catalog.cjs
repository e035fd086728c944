#!/usr/bin/env node
'use strict';
/*
 * What n8n itself makes of single nodes, and what its node types are: the truth for our catalog.
 *
 *   node catalog.cjs --n8n FOLDER < nodes.jsonl      one {type, typeVersion, parameters, onError} a line
 *   node catalog.cjs --n8n FOLDER --schemas < x.jsonl    one {type, version, resource, operation, variant} a line
 *   node catalog.cjs --n8n FOLDER --node-types       no input
 *
 * A node's answer: {filled, stored, shown, credentials, inputs, outputs}; `shown` has one letter for each
 * property (1 or 0), `inputs` and `outputs` are the ports with the filled parameters. Where n8n throws, the
 * key holds {error: message} instead.
 * With --schemas, the JSON schema that n8n finds for the output, or null.
 * A node type's answer, one for each version: names, ports, credentials and every property with its path.
 */
const fs = require('node:fs');
const path = require('node:path');
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

/** Where n8n looks for the schemas of a node type: beside its class. */
function schemaFinder(folder) {
  const modules = path.join(path.resolve(folder), 'node_modules');
  const { loadOutputSchema } = require(path.join(modules, 'n8n-core/dist/nodes-loader/output-schema-resolver.js'));
  const known = new Map();
  return ({ type, ...question }) => {
    const [name, short] = [type.slice(0, type.lastIndexOf('.')), type.slice(type.lastIndexOf('.') + 1)];
    if (!known.has(name)) {
      known.set(name, JSON.parse(fs.readFileSync(path.join(modules, name, 'dist/known/nodes.json'), 'utf8')));
    }
    const nodeDir = path.dirname(path.join(modules, name, known.get(name)[short].sourcePath));
    return loadOutputSchema({ nodeDir, versionFallback: true, ...question }) ?? null;
  };
}

// n8n says on the console when it cannot compute ports; the answer shows it as no ports.
console.warn = () => {};
const folder = option('--n8n');
const asked = (name) => process.argv.includes(name);
const questions = () =>
  fs
    .readFileSync(0, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));

function answers() {
  if (asked('--schemas')) return questions().map(schemaFinder(folder));
  const n8n = loadN8n(folder);
  return asked('--node-types') ? aboutNodeTypes(n8n) : questions().map((node) => aboutNode(n8n, node));
}

process.stdout.write(
  answers()
    .map((row) => `${JSON.stringify(row)}\n`)
    .join(''),
);
