'use strict';
/*
 * Runs one workflow in the engine of an installed n8n, with an event that is given and services that only seem to be there.
 *
 *   node play.cjs FOLDER < play.json > report.json       FOLDER holds n8n's `node_modules`
 *
 * play.json   {"workflow", "event"?, "trigger"?, "answers"?: [{"to": PATTERN, "status"?, "body"}]}
 *   `event` is the JSON of the item that the trigger gives; `answers` are by patterns for "METHOD address", the first one
 *   that fits counts, and {"ok": true} comes where none does.
 *
 * report.json {"started", "ended", "failures": [{"node", "message", "kind", "certain"}], "requests": [{"node", "method", "url", "text"}],
 *              "calls": [{"node", "type", "text"}], "nodes": {NAME: items}, "untried": [NAME]}
 *   `requests` are what nodes sent over HTTP, `calls` what those were given that speak otherwise (databases, mail, models):
 *   they are stood in for. A failure is `certain` where no made-up data had a part in it. `untried` are nodes that
 *   wanted a network of their own.
 *
 * Run it in a process of its own that has a scratch folder and a time limit: `play.py` does.
 */
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { createRequire } = require('node:module');

const NO_NETWORK = 'There is no network here.';
const LONGEST_TEXT = 20_000;
const CODE_MILLISECONDS = 5_000;
const PACKAGES = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'];
/** What acts otherwise than by n8n's own HTTP helpers: on files, databases, queues, mail, other workflows. */
const OTHERWISE =
  /\.(postgres|mySql|microsoftSql|snowflake|crateDb|questDb|timescaleDb|oracleDatabase|mongoDb|redis|dataTable|kafka|rabbitmq|mqtt|amqp|emailSend|emailReadImap|ftp|ssh|ldap|git|readWriteFile|readBinaryFiles?|writeBinaryFile|localFileTrigger|executeCommand|executeWorkflow|rssFeedRead|awsS3|s3|googleBigQuery)$/;

function cutOff() {
  const refuse = () => {
    throw new Error(NO_NETWORK);
  };
  for (const name of ['net', 'tls']) Object.assign(require(name), { connect: refuse, createConnection: refuse });
  require('node:net').Socket.prototype.connect = refuse;
  globalThis.fetch = async () => refuse();
}

/** n8n's node classes, loaded when they are needed; `stand` makes what stands in for one. */
function nodeTypesOf(n8n, stand) {
  const known = {};
  for (const name of PACKAGES) {
    const listed = JSON.parse(fs.readFileSync(path.join(n8n.modules, name, 'dist/known/nodes.json'), 'utf8'));
    for (const [type, where] of Object.entries(listed)) known[`${name}.${type}`] = { ...where, package: name };
  }
  const made = new Map();
  const classOf = (type) => {
    const where = known[type];
    if (!where) throw new n8n.workflow.UserError(`Unrecognized node type: ${type}`);
    if (!made.has(type)) {
      const file = path.join(n8n.modules, where.package, where.sourcePath);
      made.set(type, new (n8n.load(file)[where.className])());
    }
    return made.get(type);
  };
  return {
    getKnownTypes: () => known,
    getByName: classOf,
    getByNameAndVersion(type, version) {
      const real = n8n.workflow.NodeHelpers.getVersionedNodeType(classOf(type), version);
      return stand(type, real);
    },
  };
}

const speaksByDescription = (real) =>
  !real.execute && !real.supplyData && !real.poll && !real.trigger && (!real.webhook || real.description.requestDefaults);

function standIns(n8n, aiRoots, calls) {
  return (type, real) => {
    if (OTHERWISE.test(type) || aiRoots.has(type)) return { description: real.description, execute: record(calls) };
    if (speaksByDescription(real)) {
      const routed = async function () {
        return (await new n8n.core.RoutingNode(this, real).runNode()) ?? [];
      };
      return Object.assign(Object.create(real), { execute: routed });
    }
    return real;
  };
}

/** Notes what the node would have been given, item by item, and gives one item for each. */
function record(calls) {
  return async function () {
    const node = this.getNode();
    const items = this.getInputData();
    const texts = items.map((_, index) => {
      const given = {};
      for (const name of Object.keys(node.parameters)) {
        const value = this.getNodeParameter(name, index, undefined);
        // Queries are left to the node, which fills in what stands between braces.
        given[name] = typeof value === 'string' && value.includes('{{') ? this.evaluateExpression(`=${value}`, index) : value;
      }
      return JSON.stringify(given);
    });
    calls.push(...texts.map((text) => ({ node: node.name, type: node.type, text: text.slice(0, LONGEST_TEXT) })));
    const answer = { id: 1, ok: true, text: 'text', output: 'text' };
    return [items.map((item, index) => ({ json: { ...item.json, ...answer }, pairedItem: { item: index } }))];
  };
}

function credentialsOf(n8n) {
  const types = new Map();
  for (const name of PACKAGES) {
    const file = path.join(n8n.modules, name, 'dist/types/credentials.json');
    for (const type of JSON.parse(fs.readFileSync(file, 'utf8'))) types.set(type.name, type);
  }
  const fields = (name, seen = new Set()) => {
    const type = types.get(name);
    if (!type || seen.has(name)) return [];
    seen.add(name);
    return [...(type.extends ?? []).flatMap((each) => fields(each, seen)), ...(type.properties ?? [])];
  };
  return new (class extends n8n.workflow.ICredentialsHelper {
    getParentTypes() { return []; }
    getCredentialsProperties(name) { return fields(name); }
    isCredentialUsableByNode() { return true; }
    async authenticate(_credentials, _type, request) { return request; }
    async preAuthentication() { return undefined; }
    async runPreAuthentication() { return undefined; }
    async getCredentials() { return { getData: () => ({}) }; }
    async getDecrypted(_data, _credentials, name) { return n8n.core.buildEvalMockCredentials(fields(name)); }
    async updateCredentials() {}
    async updateCredentialsOauthTokenData() {}
  })();
}

/** JavaScript of Code nodes: n8n runs it in a runner of its own, here it sees the same data. */
async function runCode(n8n, _data, language, settings, _fns, _input, node, workflow, run, runIndex, _item, name, items, siblings, mode, _env, executeData) {
  if (language !== 'javascript') return { ok: true, result: items };
  const asItems = (value) =>
    [value].flat().filter((each) => each !== undefined && each !== null).map((each) => (each.json ? each : { json: each }));
  const once = async (index) => {
    const proxy = new n8n.workflow.WorkflowDataProxy(workflow, run, runIndex, index, name, items, siblings, mode, {}, executeData);
    const scope = Object.create(proxy.getDataProxy());
    Object.assign(scope, { items, item: items[index], console: { log() {}, warn() {}, error() {} }, Buffer, setTimeout });
    return vm.runInContext(`(async () => {\n${settings.code}\n})()`, vm.createContext(spread(scope)), { timeout: CODE_MILLISECONDS });
  };
  try {
    if (settings.nodeMode !== 'runOnceForEachItem') return { ok: true, result: asItems(await once(0)) };
    const found = [];
    for (let index = 0; index < items.length; index++) {
      found.push(...asItems(await once(index)).map((each) => ({ ...each, pairedItem: { item: index } })));
    }
    return { ok: true, result: found };
  } catch (error) {
    return { ok: false, error: new n8n.workflow.NodeOperationError(node, error.message) };
  }
}

/** The data proxy answers for its names only when they are asked for; some throw where there is nothing to give. */
function spread(scope) {
  const names = ['$', '$input', '$json', '$node', '$items', '$now', '$today', '$vars', '$workflow', '$execution', '$prevNode', '$itemIndex', '$runIndex', '$jmespath', '$env', '$binary', '$parameter', 'DateTime', 'Duration', 'Interval', 'items', 'item', 'console', 'Buffer', 'setTimeout'];
  const found = {};
  for (const name of names) {
    try {
      found[name] = scope[name];
    } catch {
      found[name] = undefined;
    }
  }
  return found;
}

/** Mails travel as base64: their words, to look for. */
function decoded(text) {
  const found = text.match(/"[\w+/=-]{60,}"/g) ?? [];
  return found.map((each) => Buffer.from(each.slice(1, -1), 'base64').toString('utf8')).join('\n');
}

function answering(answers, requests, answered) {
  const rules = (answers ?? []).map((each) => ({ ...each, to: new RegExp(each.to, 'i') }));
  return async (request, node) => {
    const method = (request.method ?? 'GET').toUpperCase();
    const url = `${request.baseURL ?? ''}${request.url ?? request.uri ?? ''}`;
    const text = JSON.stringify([url, request.qs, request.body, request.form, request.headers]) ?? '';
    requests.push({ node: node.name, method, url, text: (text + decoded(text)).slice(0, LONGEST_TEXT) });
    answered.add(node.name);
    const rule = rules.find((each) => each.to.test(`${method} ${url}`));
    const headers = { 'content-type': 'application/json' };
    return { statusCode: rule?.status ?? 200, headers, body: rule ? rule.body : { ok: true } };
  };
}

async function play(folder, { workflow: document, event, trigger, answers }) {
  const modules = path.join(path.resolve(folder), 'node_modules');
  const load = createRequire(path.join(modules, 'anchor.js'));
  load('reflect-metadata');
  const n8n = { modules, load, core: load('n8n-core'), workflow: load('n8n-workflow') };
  const [requests, calls, answered] = [[], [], new Set()];
  const roots = n8n.workflow.findAiRootNodeNames?.(document.connections) ?? new Set();
  const rootTypes = new Set(document.nodes.filter((node) => roots.has(node.name)).map((node) => node.type));
  const nodeTypes = nodeTypesOf(n8n, standIns(n8n, rootTypes, calls));
  const nodes = document.nodes.map((node, index) => hurried({ ...node, id: node.id ?? String(index), parameters: node.parameters ?? {} }));
  const workflow = new n8n.workflow.Workflow({
    id: 'play', name: document.name, nodes, connections: document.connections, active: false, nodeTypes, settings: document.settings ?? {},
  });
  const start = trigger ? workflow.getNode(trigger) : firstTrigger(workflow, nodeTypes);
  if (!start) return { started: false, ended: false, failures: [], requests, calls, nodes: {}, untried: [] };
  const first = [{ json: event ?? {} }];
  const address = 'http://localhost';
  const data = {
    credentialsHelper: credentialsOf(n8n), currentNodeExecutionIndex: 0, executionId: '1', userId: '1', variables: {},
    restApiUrl: address, instanceBaseUrl: address, formWaitingBaseUrl: address, webhookBaseUrl: address, webhookWaitingBaseUrl: address, webhookTestBaseUrl: address,
    externalSecretsProxy: { getSecret() {}, hasSecret: () => false, hasProvider: () => false, listProviders: () => [], listSecrets: () => [] },
    setExecutionStatus() {}, async getRunExecutionData() {}, logAiEvent() {},
    evalLlmMockHandler: answering(answers, requests, answered),
    startRunnerTask: (...given) => runCode(n8n, ...given),
  };
  data.hooks = new n8n.core.ExecutionLifecycleHooks('manual', '1', document);
  const runData = n8n.workflow.createRunExecutionData({
    startData: {},
    resultData: { pinData: { [start.name]: first }, runData: {} },
    executionData: { contextData: {}, metadata: {}, waitingExecution: {}, waitingExecutionSource: {}, nodeExecutionStack: [{ node: start, data: { main: [first] }, source: null }] },
  });
  const done = await new n8n.core.WorkflowExecute(data, 'manual', runData).processRunExecutionData(workflow);
  return report(workflow, done.data.resultData, { requests, calls, answered, hasEvent: event !== undefined, start });
}

/** Nobody waits in here. */
function hurried(node) {
  const waits = node.type === 'n8n-nodes-base.wait' && !['webhook', 'form'].includes(node.parameters.resume);
  const parameters = waits ? { ...node.parameters, resume: 'timeInterval', amount: 0, unit: 'seconds' } : node.parameters;
  return { ...node, parameters, ...(node.retryOnFail ? { waitBetweenTries: 1 } : {}) };
}

function firstTrigger(workflow, nodeTypes) {
  return Object.values(workflow.nodes).find((node) => {
    if (node.disabled) return false;
    const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
    return description.group?.includes('trigger') || description.webhooks?.length;
  });
}

function report(workflow, result, { requests, calls, answered, hasEvent, start }) {
  const made = new Set([...answered, ...calls.map((call) => call.node)]);
  // What a schedule or a person starts is as it will be; other events are made up, unless one was given.
  if (!hasEvent && !/\.(scheduleTrigger|manualTrigger)$/.test(start.type)) made.add(start.name);
  const [failures, untried, nodes] = [[], [], {}];
  for (const [name, runs] of Object.entries(result.runData)) {
    nodes[name] = runs.reduce((sum, run) => sum + (run.data?.main ?? []).reduce((count, items) => count + (items?.length ?? 0), 0), 0);
    const error = runs.find((run) => run.error)?.error;
    if (!error) continue;
    const message = [error.message, error.description].filter(Boolean).join(': ');
    if (message.includes(NO_NETWORK)) {
      untried.push(name);
      continue;
    }
    const isMadeUp = made.has(name) || workflow.getParentNodes(name).some((parent) => made.has(parent));
    failures.push({ node: name, message: message.slice(0, 500), kind: error.name ?? 'Error', certain: !isMadeUp });
  }
  return { started: true, ended: !result.error, failures, requests, calls, nodes, untried };
}

cutOff();
play(process.argv[2], JSON.parse(fs.readFileSync(0, 'utf8'))).then(
  (made) => process.stdout.write(`\n${JSON.stringify(made)}\n`, () => process.exit(0)),
  (error) => process.stderr.write(`${error.stack}\n`, () => process.exit(1)),
);
