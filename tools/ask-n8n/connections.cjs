'use strict';
/*
 * Questions about connections: does the output exist, does the input exist, may these two be joined, is
 * every required input fed. The rule is the one that the editor's canvas uses when a person draws a line.
 */

/** All connections as flat records; what is no list, n8n ignores, and so do we. */
function* eachConnection(connections) {
  for (const [source, byType] of Object.entries(connections)) {
    for (const [type, outputs] of Object.entries(byType && typeof byType === 'object' ? byType : {})) {
      if (!Array.isArray(outputs)) {
        yield { source, type, malformed: true };
        continue;
      }
      for (const [output, targets] of outputs.entries()) {
        for (const target of Array.isArray(targets) ? targets : []) {
          if (!target || typeof target !== 'object') continue;
          yield { source, type, output, target: target.node, targetType: target.type, input: target.index ?? 0 };
        }
      }
    }
  }
}

/** Ports computed once a node; many depend on the node's parameters. */
class Ports {
  constructor(n8n, workflow) {
    this.n8n = n8n;
    this.workflow = workflow;
    this.byNode = new Map();
  }

  of(opened) {
    if (!this.byNode.has(opened)) this.byNode.set(opened, this.compute(opened));
    return this.byNode.get(opened);
  }

  compute({ node, description }) {
    const { getNodeInputs, getNodeOutputs } = this.n8n.workflow.NodeHelpers;
    const asPorts = (ports) => ports.map((port) => (typeof port === 'string' ? { type: port } : port));
    // An expression that cannot be resolved is a warning on the console and no ports at all.
    const warnings = [];
    const { warn } = console;
    console.warn = (...words) => warnings.push(words.join(' '));
    try {
      const inputs = asPorts(getNodeInputs(this.workflow, node, description));
      const outputs = asPorts(getNodeOutputs(this.workflow, node, description));
      return { inputs, outputs, failure: warnings.join('; ') };
    } catch (error) {
      return { inputs: [], outputs: [], failure: error.message };
    } finally {
      console.warn = warn;
    }
  }
}

const isUsable = (opened) => Boolean(opened?.description && !opened.broken);
const ofType = (ports, type) => ports.filter((port) => port.type === type);
const isBarred = (port, type) =>
  Boolean((port?.filter?.nodes?.length && !port.filter.nodes.includes(type)) || port?.filter?.excludedNodes?.includes(type));

function askConnections(n8n, document, nodes, report) {
  const connections = document.connections && typeof document.connections === 'object' ? document.connections : {};
  const workflow = openWorkflow(n8n, document, nodes, connections, report);
  if (!workflow) return;
  const ports = new Ports(n8n, workflow);
  const byName = new Map(nodes.map((opened) => [opened.node.name, opened]));
  const fed = new Map(); // "node\0connection type" -> how many connections arrive
  for (const connection of eachConnection(connections)) {
    if (connection.malformed) {
      report('connection', 'not_a_list', `${connection.source}: ${connection.type} holds no list of outputs`);
      continue;
    }
    const source = byName.get(connection.source);
    const target = byName.get(connection.target);
    if (!source || !target) continue; // the structure check has said so
    const key = `${connection.target}\0${connection.targetType}`;
    fed.set(key, (fed.get(key) ?? 0) + 1);
    askConnection(n8n, connection, source, target, ports, report);
  }
  for (const opened of nodes) {
    if (isUsable(opened) && !opened.node.disabled) askInputs(opened, ports.of(opened), fed, report);
  }
}

/** n8n's own model of the whole, which port expressions are computed in. */
function openWorkflow(n8n, document, nodes, connections, report) {
  try {
    const workflow = new n8n.workflow.Workflow({
      id: 'asked',
      name: document.name || 'asked',
      nodes: nodes.map(({ node }) => node),
      connections: n8n.workflow.deepCopy(connections),
      active: false,
      // The defaults are filled in already; a type found here would have them filled in again.
      nodeTypes: { getByName: () => undefined, getByNameAndVersion: () => undefined, getKnownTypes: () => ({}) },
      settings: document.settings && typeof document.settings === 'object' ? document.settings : {},
    });
    // What expressions see of other nodes (an agent's tools) is looked up later.
    workflow.nodeTypes.getByNameAndVersion = (type, version) => {
      const description = n8n.findDescription(type, version);
      return description && { description };
    };
    return workflow;
  } catch (error) {
    report('throw', 'workflow_unreadable', error.message);
    return undefined;
  }
}

function askConnection(n8n, connection, source, target, ports, report) {
  const { type, targetType, output, input } = connection;
  const line = `${connection.source} -> ${connection.target}`;
  if (type !== targetType) {
    report('connection', 'type_mismatch', `${line}: leaves as ${type}, arrives as ${targetType}`, { node: source.node });
  }
  if (!n8n.connectionTypes.has(type)) {
    report('connection', 'unknown_type', `${line}: there is no connection type ${type}`, { node: source.node });
  }
  let from;
  if (isUsable(source)) {
    const outputs = ofType(ports.of(source).outputs, type);
    from = outputs[output];
    if (output >= outputs.length) {
      const message = `${line}: ${connection.source} has ${outputs.length} ${type} outputs, number ${output} is used`;
      report('connection', outputs.length ? 'output_index' : 'no_such_output', message, { node: source.node });
    }
  }
  let to;
  if (isUsable(target)) {
    const inputs = ofType(ports.of(target).inputs, targetType);
    to = inputs[input];
    if (input >= inputs.length) {
      const message = `${line}: ${connection.target} has ${inputs.length} ${targetType} inputs, number ${input} is used`;
      report('connection', inputs.length ? 'input_index' : 'no_such_input', message, { node: target.node });
    }
  }
  if (isBarred(to, source.node.type) || isBarred(from, target.node.type)) {
    report('connection', 'not_compatible', `${line}: these two node types may not be joined`, { node: source.node });
  }
}

function askInputs({ node }, { inputs, failure }, fed, report) {
  if (failure) report('connection', 'ports_unresolved', failure, { node });
  for (const input of inputs) {
    const count = fed.get(`${node.name}\0${input.type}`) ?? 0;
    if (input.required === true && count === 0) {
      report('connection', 'required_input', `nothing feeds the input "${input.displayName || input.type}"`, { node });
    }
    const alone = ofType(inputs, input.type).length === 1;
    if (input.maxConnections && input.type !== 'main' && alone && count > input.maxConnections) {
      const message = `${input.type} takes at most ${input.maxConnections} connections and has ${count}`;
      report('connection', 'max_connections', message, { node });
    }
  }
}

module.exports = { askConnections };
