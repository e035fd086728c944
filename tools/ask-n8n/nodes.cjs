'use strict';
/*
 * Questions about nodes one by one: is the type known, can the editor open it, are its parameters and
 * credentials complete. A disabled node is only looked up and opened, as n8n does.
 */

/** Every node with its description, its parameters filled with defaults as n8n fills them before judging. */
function readNodes(n8n, document, report) {
  return document.nodes
    .filter((node) => node && typeof node === 'object')
    .map((node) => openNode(n8n, n8n.workflow.deepCopy(node), report));
}

function openNode(n8n, node, report) {
  node.parameters ??= {};
  const opened = { node, description: undefined, broken: false };
  const description = n8n.findDescription(node.type, node.typeVersion);
  if (!description) {
    reportUnknown(n8n, node, report);
    return opened;
  }
  opened.description = description;
  if (n8n.isExcluded(node.type)) {
    report('excluded', 'switched_off', `${node.type} is switched off on a default installation`, { node });
  }
  try {
    const { properties } = description;
    node.parameters =
      n8n.workflow.NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description) ?? {};
  } catch (error) {
    opened.broken = true;
    report('throw', 'parameters_unreadable', error.message, { node });
    return opened;
  }
  if (node.disabled !== true) {
    askParameters(n8n, opened, report);
    if (!n8n.notAskable.includes('credential')) askCredentials(n8n, opened, report);
  }
  return opened;
}

function reportUnknown(n8n, node, report) {
  const entry = n8n.nodeTypes.get(node.type);
  if (!entry) {
    report('type', 'unknown_type', `there is no node type ${node.type}`, { node });
    return;
  }
  const versions = [...entry.versions.keys()].sort((a, b) => a - b).join(', ');
  const message = `${node.type} has no version ${node.typeVersion}; it has ${versions}`;
  report('type', 'unknown_version', message, { node, strict: entry.strict });
}

/** { parameter: [message, …] } as the editor's red badge and the check before a run compute it. */
function parameterIssues(n8n, { node, description }) {
  return n8n.workflow.NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters ?? {};
}

function askParameters(n8n, opened, report) {
  const { node } = opened;
  try {
    for (const [parameter, messages] of Object.entries(parameterIssues(n8n, opened))) {
      for (const message of messages) report('parameter', 'parameter', message, { node, parameter });
    }
  } catch (error) {
    report('throw', 'issues_uncomputable', error.message, { node });
  }
}

function askCredentials(n8n, opened, report) {
  const { node, description } = opened;
  try {
    for (const issue of n8n.workflow.validateNodeCredentials(node, { description })) {
      const message = `${issue.type === 'missing' ? 'missing' : 'not configured'}: ${issue.displayName}`;
      report('credential', issue.type, message, { node, credential: issue.credentialName });
    }
    askNamedCredential(n8n, node, report);
  } catch (error) {
    report('throw', 'credentials_unreadable', error.message, { node });
  }
}

/** Nodes that speak HTTP name their credential type in a parameter; only the editor checks those. */
function askNamedCredential(n8n, node, report) {
  const { authentication, genericAuthType, nodeCredentialType } = node.parameters;
  const wanted = { genericCredentialType: genericAuthType, predefinedCredentialType: nodeCredentialType }[authentication];
  if (typeof wanted !== 'string' || wanted === '' || wanted.startsWith('=')) return;
  const type = n8n.credentialTypes.get(wanted);
  if (!type) {
    report('credential', 'unknown_credential_type', `there is no credential type ${wanted}`, { node });
  } else if (!node.credentials || !(wanted in node.credentials)) {
    report('credential', 'missing', `missing: ${type.displayName}`, { node, credential: wanted });
  }
}

module.exports = { readNodes, parameterIssues };
