#!/usr/bin/env node
'use strict';
/*
 * Asks an installed n8n what it thinks of workflows.
 *
 *   node ask.cjs --n8n FOLDER < workflows.jsonl > answers.jsonl
 *
 * FOLDER is what `install.sh` prints. A row is {"id", "workflow"}; its answer is
 *   {"id", "verdict": {…}, "issues": [{"kind", "code", "message", "node"?, "type"?, "typeVersion"?, …}]}
 *
 * kinds of issues
 *   parse       no JSON, or no object with a list of nodes
 *   structure   n8n does not take the document: the editor's save and the import from the command line refuse it
 *   type        no such node type, or no such version of it
 *   throw       n8n's own code throws on it: the editor cannot open it, a run dies
 *   parameter   the editor's red badge; a run does not start
 *   connection  a line that the canvas would not let one draw, or a required input that nothing feeds
 *   credential  a credential that is needed and not set
 *   publish     n8n would not publish (activate) it
 *   api         the public API's body check refuses it
 *   group       node groups that are not well formed
 *   excluded    the node type is switched off on a default installation
 *
 * Releases before 2.x have no functions of their own for some kinds (structure, credential, publish, api,
 * group): those are not asked then, the verdict counts them as free, and one line on standard error says so.
 *
 * verdict
 *   importable            no structure issues
 *   opens                 … and nothing throws
 *   known                 every type and version exists
 *   clean                 nothing to complain about but credentials, publishing and the API's own rules
 *   cleanWithCredentials  … and all credentials are set
 *   publishable           importable, nothing throws, all known, credentials set, nothing against publishing
 */
const fs = require('node:fs');
const { loadN8n } = require('./n8n.cjs');
const { readNodes, parameterIssues } = require('./nodes.cjs');
const { askConnections } = require('./connections.cjs');

/** What the public API lets one write. */
const API_KEYS = ['name', 'nodes', 'connections', 'staticData', 'pinData', 'nodeGroups'];
const API_NAME_LENGTH = 128;

function judge(n8n, document) {
  const issues = [];
  const report = (kind, code, message, { node, ...rest } = {}) => {
    const at = node ? { node: node.name, type: node.type, typeVersion: node.typeVersion } : {};
    issues.push({ kind, code, message, ...at, ...rest });
  };
  if (!document || typeof document !== 'object' || !Array.isArray(document.nodes)) {
    report('parse', 'no_workflow', 'this is no object with a list of nodes');
  } else {
    const asks = (kind) => !n8n.notAskable.includes(kind);
    if (asks('structure')) askStructure(n8n, document, report);
    if (asks('api')) askPublicApi(n8n, document, report);
    const nodes = readNodes(n8n, document, report);
    askConnections(n8n, document, nodes, report);
    if (asks('publish')) askPublishing(n8n, document, nodes, report);
    if (asks('group')) askGroups(n8n, document, report);
  }
  return { verdict: verdictOf(issues), issues };
}

function askStructure(n8n, { nodes, connections }, report) {
  const answer = n8n.workflow.safeParseWorkflowStructure({ nodes, connections });
  if (answer.success) return;
  for (const issue of answer.issues) report('structure', issue.code, `${issue.path.join('.')}: ${issue.message}`);
}

function askPublicApi(n8n, document, report) {
  const written = API_KEYS.filter((key) => document[key] !== undefined && document[key] !== null);
  const body = Object.fromEntries(written.map((key) => [key, document[key]]));
  body.name = String(body.name || 'asked').slice(0, API_NAME_LENGTH);
  // The settings on their own: an unknown key in them hides every other complaint.
  const bodies = [
    { ...body, settings: {} },
    { name: 'asked', nodes: [], connections: {}, settings: document.settings ?? {} },
  ];
  for (const candidate of bodies) {
    const answer = n8n.publicBody.safeParse(candidate);
    for (const issue of answer.success ? [] : answer.error.issues) {
      report('api', issue.code, `${issue.path.join('/')}: ${issue.message}`);
    }
  }
}

function askPublishing(n8n, document, nodes, report) {
  const isTrigger = ({ node, description }) => description && n8n.isTrigger(description) && !n8n.isManualTrigger(node.type);
  const active = nodes.filter(({ node, description }) => description && !node.disabled);
  if (!active.some(isTrigger)) report('publish', 'no_trigger', 'no trigger that starts by itself');
  const connections = document.connections ?? {};
  let byTarget = {};
  try {
    byTarget = n8n.workflow.mapConnectionsByDestination(connections);
  } catch {
    // malformed connections: the structure check has said so
  }
  for (const opened of active) {
    const { node, description, broken } = opened;
    // A node that stands alone never runs; n8n publishes around it.
    if (!n8n.isTrigger(description) && !n8n.workflow.isNodeConnected(node.name, connections, byTarget)) continue;
    try {
      const parameters = broken ? ['(unreadable)'] : Object.keys(parameterIssues(n8n, opened));
      if (parameters.length) report('publish', 'parameters', `missing or invalid: ${parameters.join(', ')}`, { node });
    } catch (error) {
      report('publish', 'parameters', error.message, { node });
    }
  }
}

function askGroups(n8n, document, report) {
  if (!document.nodeGroups) return;
  try {
    const answer = n8n.workflow.validateWorkflowGroups({
      nodes: document.nodes,
      connectionsBySourceNode: document.connections ?? {},
      nodeGroups: document.nodeGroups,
      getNodeType: (node) => n8n.findDescription(node.type, node.typeVersion) ?? null,
    });
    for (const issue of answer.valid ? [] : answer.violations) report('group', issue.code, issue.message);
  } catch (error) {
    report('group', 'unreadable', error.message);
  }
}

function verdictOf(issues) {
  const kinds = new Set(issues.map((issue) => issue.kind));
  const free = (...unwanted) => !kinds.has('parse') && !unwanted.some((kind) => kinds.has(kind));
  return {
    importable: free('structure'),
    opens: free('structure', 'throw'),
    known: free('type'),
    clean: free('structure', 'throw', 'type', 'parameter', 'connection'),
    cleanWithCredentials: free('structure', 'throw', 'type', 'parameter', 'connection', 'credential'),
    publishable: free('structure', 'throw', 'type', 'credential', 'publish'),
  };
}

function answerRow(n8n, line, number) {
  let row;
  try {
    row = JSON.parse(line);
  } catch (error) {
    const issues = [{ kind: 'parse', code: 'no_json', message: error.message }];
    return { id: number, verdict: verdictOf(issues), issues };
  }
  return { id: row?.id ?? number, ...judge(n8n, row?.workflow) };
}

function main(args) {
  const folder = args[args.indexOf('--n8n') + 1];
  if (!args.includes('--n8n') || !folder) {
    process.stderr.write('usage: node ask.cjs --n8n FOLDER < workflows.jsonl > answers.jsonl\n');
    process.exit(2);
  }
  const n8n = loadN8n(folder);
  if (n8n.notAskable.length) {
    process.stderr.write(`n8n ${n8n.version} cannot be asked for: ${n8n.notAskable.join(', ')}\n`);
  }
  const lines = fs.readFileSync(0, 'utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim()) process.stdout.write(`${JSON.stringify(answerRow(n8n, line, index + 1))}\n`);
  }
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { judge, loadN8n };
