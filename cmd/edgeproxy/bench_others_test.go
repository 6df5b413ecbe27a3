package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// BenchmarkOthers compares whole processes with other tools that do the same
// work, as far as they are installed: ajv (npm's ajv-cli), conftest and jq.
// ".ci/compare" installs them and runs it. "x-reference" is the time of edgeproxy
// in the time of the other: 0.1 is ten times as fast.
func BenchmarkOthers(b *testing.B) {
	tool := filepath.Join(buildTool(b), "edgeproxy")
	for _, other := range []struct {
		name string
		run  func(b *testing.B, tool, path string)
	}{
		{"ajv", lintAgainstAjv}, {"conftest", lintAgainstConftest}, {"jq", applyAgainstJQ},
	} {
		path, err := exec.LookPath(other.name)
		if err != nil {
			b.Logf("%s is not installed", other.name)
			continue
		}
		other.run(b, tool, path)
	}
}

// lintAgainstAjv lints 1,000 manifests, against ajv, which checks the schema.
func lintAgainstAjv(b *testing.B, tool, ajv string) {
	b.Run("lint/ajv", func(b *testing.B) {
		dir := manyManifests(b, 1_000)
		ratios(b,
			func() { execQuietly(b, tool, "lint", "--no-config", dir) },
			func() {
				execQuietly(b, ajv, "validate", "--strict=false", "-s", "../../schemas/deployment.json", "-d", filepath.Join(dir, "*", "*.json"))
			})
	})
}

// agentPolicy is EP101 as a policy of conftest.
const agentPolicy = `package main

import rego.v1

deny contains "edgeAgent has no https_proxy" if {
	agent := input.modulesContent["$edgeAgent"]["properties.desired"].systemModules.edgeAgent
	not agent.env.https_proxy
}
`

// lintAgainstConftest lints 1,000 manifests, against conftest with one policy.
func lintAgainstConftest(b *testing.B, tool, conftest string) {
	b.Run("lint/conftest", func(b *testing.B) {
		dir, policies := manyManifests(b, 1_000), b.TempDir()
		if err := os.WriteFile(filepath.Join(policies, "agent.rego"), []byte(agentPolicy), 0o644); err != nil {
			b.Fatal(err)
		}
		ratios(b,
			func() { execQuietly(b, tool, "lint", "--no-config", dir) },
			func() { execQuietly(b, conftest, "test", "--policy", policies, dir) })
	})
}

// jqProxy sets what apply sets.
const jqProxy = `.modulesContent["$edgeAgent"]["properties.desired"].systemModules |= (
	.edgeAgent.env.https_proxy.value = "http://other.example.com:3128" | .edgeAgent.env.UpstreamProtocol.value = "AmqpWs" |
	.edgeHub.env.https_proxy.value = "http://other.example.com:3128" | .edgeHub.env.UpstreamProtocol.value = "AmqpWs")`

// applyAgainstJQ finds out what apply would change in 10,000 manifests, against
// one jq that writes all results to a stream, and against one jq a file, of
// which a hundredth is run.
func applyAgainstJQ(b *testing.B, tool, jq string) {
	dir := manyManifests(b, 10_000)
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if err != nil {
		b.Fatal(err)
	}
	// A command line does not hold the names of all files.
	halves := func(run func(files []string)) {
		for half := range slices.Chunk(files, 5_000) {
			run(half)
		}
	}
	args := []string{"apply", "--proxy-url", "http://other.example.com:3128", "--check"}
	apply := func() {
		halves(func(files []string) {
			if out, err := exec.Command(tool, slices.Concat(args, files)...).CombinedOutput(); fmt.Sprint(err) != "exit status 1" {
				b.Fatalf("apply: %v\n%s", err, out)
			}
		})
	}
	b.Run("apply/one-jq", func(b *testing.B) {
		ratios(b, apply, func() {
			halves(func(files []string) { execQuietly(b, jq, slices.Concat([]string{jqProxy}, files)...) })
		})
	})
	b.Run("apply/a-hundredth-of-jq-a-file", func(b *testing.B) {
		ratios(b, apply, func() {
			for _, file := range files[:len(files)/100] {
				execQuietly(b, jq, jqProxy, file)
			}
		})
	})
}
