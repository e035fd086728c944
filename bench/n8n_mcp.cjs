#!/usr/bin/env node
'use strict';
/*
 * How long n8n-mcp takes to validate workflows, in its own process and with its own database.
 *
 *   node n8n_mcp.cjs FOLDER < workflows.jsonl
 *
 * FOLDER is where npm installed it (`npm install --prefix FOLDER n8n-mcp`). Writes one JSON object:
 * {"version", "seconds", "milliseconds": […], "failed"}: seconds of the processor for a first pass over all workflows,
 * and the clock time of each.
 */
const fs = require('node:fs');
const path = require('node:path');

// Standard output is for the answer alone.
process.env.MCP_MODE = 'stdio';
process.env.LOG_LEVEL = 'error';

async function main() {
  const root = path.resolve(process.argv[2], 'node_modules', 'n8n-mcp');
  const part = (name) => require(path.join(root, 'dist', name));
  const { createDatabaseAdapter } = part('database/database-adapter.js');
  const { NodeRepository } = part('database/node-repository.js');
  const { EnhancedConfigValidator } = part('services/enhanced-config-validator.js');
  const { WorkflowValidator } = part('services/workflow-validator.js');

  const repository = new NodeRepository(await createDatabaseAdapter(path.join(root, 'data', 'nodes.db')));
  EnhancedConfigValidator.initializeSimilarityServices(repository);
  const lines = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
  const workflows = lines.map((line) => JSON.parse(line).workflow);

  const begin = process.cpuUsage();
  let failed = 0;
  const milliseconds = [];
  for (const workflow of workflows) {
    const started = process.hrtime.bigint();
    try {
      await new WorkflowValidator(repository, EnhancedConfigValidator).validateWorkflow(workflow);
    } catch {
      failed += 1;
    }
    milliseconds.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  const { user, system } = process.cpuUsage(begin);
  const version = require(path.join(root, 'package.json')).version;
  process.stdout.write(`${JSON.stringify({ version, seconds: (user + system) / 1e6, milliseconds, failed })}\n`);
  process.exit(0);
}

main();
