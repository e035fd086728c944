'use strict';
/*
 * What an installed n8n knows: its node types in every version, its credential types, and the functions
 * that its editor and server judge a workflow with. Everything is required from the installation; nothing
 * of it is copied here.
 */
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const NODE_PACKAGES = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'];

/** Triggers that only a person starts: n8n does not publish a workflow that has no other. */
const MANUAL_TRIGGERS = new Set(['n8n-nodes-base.manualTrigger', '@n8n/n8n-nodes-langchain.manualChatTrigger']);

/** The shapes of `dist/types` and `dist/known` of both node packages, names in full. */
function readPackages(modules) {
  const read = (name, file) => JSON.parse(fs.readFileSync(path.join(modules, name, 'dist', file), 'utf8'));
  const types = { nodes: [], credentials: [] };
  const known = { nodes: {}, credentials: {} };
  for (const name of NODE_PACKAGES) {
    for (const description of read(name, 'types/nodes.json')) {
      types.nodes.push({ ...description, name: `${name}.${description.name}` });
    }
    types.credentials.push(...read(name, 'types/credentials.json'));
    for (const [type, where] of Object.entries(read(name, 'known/nodes.json'))) {
      known.nodes[`${name}.${type}`] = where;
    }
    for (const [type, where] of Object.entries(read(name, 'known/credentials.json'))) {
      const supportedNodes = (where.supportedNodes ?? []).map((node) => `${name}.${node}`);
      known.credentials[type] = { ...where, supportedNodes };
    }
  }
  return { types, known };
}

/** Switched off unless the operator allows them: the default of n8n's NODES_EXCLUDE, as this release has it. */
function readExcludedTypes(modules) {
  const config = fs.readFileSync(path.join(modules, '@n8n/config/dist/configs/nodes.config.js'), 'utf8');
  const list = /this\.exclude = \[([^\]]*)\]/.exec(config)?.[1] ?? '';
  return new Set([...list.matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1]));
}

/** type name -> { versions: Map(number -> description), defaultVersion, strict } */
function indexByName(descriptions) {
  const index = new Map();
  for (const description of descriptions) {
    const entry = index.get(description.name) ?? { versions: new Map(), descriptions: 0, defaultVersion: undefined };
    index.set(description.name, entry);
    entry.descriptions += 1;
    entry.defaultVersion = description.defaultVersion ?? entry.defaultVersion;
    for (const version of [description.version].flat()) {
      if (!entry.versions.has(version)) entry.versions.set(version, description);
    }
  }
  for (const entry of index.values()) {
    entry.defaultVersion ??= Math.max(...entry.versions.keys());
    // One description for all versions is a plain class: the server then runs any version, only the editor objects.
    entry.strict = entry.descriptions > 1;
  }
  return index;
}

/** The `…Tool` and `…HitlTool` variants are in no package: n8n makes them when it starts. */
function addToolVariants(modules, load, types, known) {
  if (fs.existsSync(path.join(modules, 'n8n/dist/tool-generation'))) {
    const tools = load('n8n/dist/tool-generation');
    tools.createAiTools(types, known);
    tools.createHitlTools?.(types, known);
    return;
  }
  // Releases before 2.1 do it in the class that loads the packages, and know no `…HitlTool`.
  load('reflect-metadata');
  const { LoadNodesAndCredentials } = load('n8n/dist/load-nodes-and-credentials');
  Object.assign(Object.create(LoadNodesAndCredentials.prototype), { types, known }).createAiTools();
}

/** What the public API lets one write; undefined for releases that check it otherwise. */
function loadPublicBody(modules, load) {
  // Not among the package's exports, so by its file.
  const file = path.join(modules, '@n8n/api-types/dist/dto/workflows/create-workflow-public.dto.js');
  return fs.existsSync(file) ? load(file).CreateWorkflowPublicDto : undefined;
}

/** Loads n8n from `folder` (which holds its `node_modules`). */
function loadN8n(folder) {
  const modules = path.join(path.resolve(folder), 'node_modules');
  const load = createRequire(path.join(modules, 'anchor.js'));
  const workflow = load('n8n-workflow');
  const { types, known } = readPackages(modules);
  addToolVariants(modules, load, types, known);
  const nodeTypes = indexByName(types.nodes);
  const publicBody = loadPublicBody(modules, load);
  const excluded = readExcludedTypes(modules);

  return {
    version: load('n8n/package.json').version,
    workflow,
    nodeTypes,
    credentialTypes: new Map(types.credentials.map((type) => [type.name, type])),
    publicBody,
    notAskable: notAskable(workflow, publicBody),
    connectionTypes: new Set(Object.values(workflow.NodeConnectionTypes)),
    isExcluded: (type) => excluded.has(type),
    isManualTrigger: (type) => MANUAL_TRIGGERS.has(type),
    isTrigger: (description) =>
      Boolean(description.group?.includes('trigger') || description.polling || description.webhooks?.length),
    /** The description as the editor looks it up: no version means the default one, an unknown one means none. */
    findDescription: (type, typeVersion) => {
      const entry = nodeTypes.get(type);
      return entry?.versions.get(Number(typeVersion || entry.defaultVersion));
    },
  };
}

/** The kinds of issues that this release has no function to ask for: older ones lack some. */
function notAskable(workflow, publicBody) {
  const missing = {
    structure: !workflow.safeParseWorkflowStructure,
    credential: !workflow.validateNodeCredentials,
    publish: !workflow.isNodeConnected,
    api: !publicBody,
    group: !workflow.validateWorkflowGroups,
  };
  return Object.keys(missing).filter((kind) => missing[kind]);
}

module.exports = { loadN8n };
