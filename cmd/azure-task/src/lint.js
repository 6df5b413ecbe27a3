// EdgeproxyLint: checks manifests, shows the findings where people look.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const tl = require('azure-pipelines-task-lib/task');
const program = require('./program');

/** What the exit codes of the program mean for the task. */
const results = new Map([
  [0, { result: tl.TaskResult.Succeeded, says: 'no findings at or above the level that fails' }],
  [1, { result: tl.TaskResult.Failed, says: 'a manifest would lose devices: see the findings' }],
  [2, { result: tl.TaskResult.Failed, says: 'something could not be checked: see the message above' }],
]);

/**
 * The flags for the input "against".
 * @param {string | undefined} against
 */
function compareWith(against) {
  if (!against) return [];
  if (against !== 'pull-request') return ['--against', against];
  const target = tl.getVariable('System.PullRequest.TargetBranch');
  return target ? ['--against', `git:refs/remotes/origin/${target.replace(/^refs\/heads\//, '')}`] : [];
}

/**
 * The name of the SARIF report. Each task of a run has its own, because all of them upload into
 * one artifact.
 * @param {string} reports the folder
 */
function sarifIn(reports) {
  return `${path.basename(reports)}.sarif`;
}

/**
 * Publishes the reports that were written: those of a failed lint matter most.
 * @param {string} reports the folder
 */
function publish(reports) {
  const there = (/** @type {string} */ name) => {
    const file = path.join(reports, name);
    return fs.existsSync(file) ? file : undefined;
  };
  const markdown = there('edgeproxy.md');
  if (markdown) tl.uploadSummary(markdown);
  const junit = there('TEST-edgeproxy.xml');
  if (junit) new tl.TestPublisher('JUnit').publish([junit], 'true', '', '', 'edgeproxy', 'false', 'edgeproxy');
  const sarif = there(sarifIn(reports));
  if (sarif) tl.uploadArtifact('CodeAnalysisLogs', sarif, 'CodeAnalysisLogs');
}

async function run() {
  const reports = fs.mkdtempSync(path.join(program.temporary(), 'edgeproxy-'));
  const args = ['lint', '--format', 'azure', '--fail-on', tl.getInput('failOn', true) || 'error'];
  const config = program.chosenPath('config');
  if (config) args.push('--config', config);
  args.push(...compareWith(tl.getInput('against', false)));
  args.push('--report', `markdown=${path.join(reports, 'edgeproxy.md')}`);
  if (tl.getBoolInput('publishTests', false)) args.push('--report', `junit=${path.join(reports, 'TEST-edgeproxy.xml')}`);
  if (tl.getBoolInput('publishSarif', false)) args.push('--report', `sarif=${path.join(reports, sarifIn(reports))}`);

  const code = await program.run(program.find(__dirname), args, program.lines('paths', true));
  publish(reports);
  const { result, says } = results.get(code) ?? { result: tl.TaskResult.Failed, says: `edgeproxy ended with ${code}` };
  tl.setResult(result, says, true);
}

run().catch((err) => tl.setResult(tl.TaskResult.Failed, err.message, true));
