// One run of a task under azure-pipelines-task-lib's mock runner. The scenario is
// in the variable SCENARIO: the task, its inputs, and the mock's answers.
'use strict';

const path = require('node:path');
const { TaskMockRunner } = require('azure-pipelines-task-lib/mock-run');

const scenario = JSON.parse(process.env.SCENARIO || '');
const runner = new TaskMockRunner(path.join(__dirname, '..', 'src', `${scenario.task}.js`));
for (const [name, value] of Object.entries(scenario.inputs)) runner.setInput(name, value);
runner.setAnswers(scenario.answers ?? {});
runner.run();
