// Package examples holds what users may copy: manifests, a configuration, and
// pipelines. The tests of this folder run them as their agents would.
package examples

import _ "embed"

// Pipelines as their files here.
var (
	//go:embed azure-steps.yml
	AzureSteps string // a template of steps for Azure Pipelines, with parameters
	//go:embed github-workflow.yml
	GitHubWorkflow string // a workflow of GitHub Actions for the folder "manifests"
)
