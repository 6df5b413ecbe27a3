//go:build unix

package examples_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAzurePipelineFromFix goes all the way, with edgeproxy.yaml as it is: lint
// --fix puts the placeholder into a fresh manifest, into the module that the
// configuration chooses, too; apply in the pipeline fills it in everywhere, and
// the check before the deployment passes.
func TestAzurePipelineFromFix(t *testing.T) {
	manifest := strings.ReplaceAll(read(t, "scaffold.json"), `"thermometer"`, `"blob-store"`)
	const name = "manifests/deployment.json"
	r := repository{files: map[string]string{name: manifest, ".edgeproxy.yaml": read(t, "edgeproxy.yaml")}}

	mended := t.TempDir()
	for name, text := range r.files {
		write(t, filepath.Join(mended, name), text)
	}
	if out, code := tool(t, mended, cleanEnv(), "lint", "--fix", "manifests"); code != 0 {
		t.Fatalf("lint --fix: exit code %d\n%s", code, out)
	}
	if out, code := tool(t, mended, cleanEnv(), "apply", "--check", "manifests"); code != 0 {
		t.Fatalf("after lint --fix apply has something to say: exit code %d\n%s", code, out)
	}
	r.files[name] = read(t, filepath.Join(mended, name))
	if got := strings.Count(r.files[name], "${PROXY_URL}"); got != 3 {
		t.Fatalf("%d placeholders in\n%s", got, r.files[name])
	}

	check, deploy := runPipeline(t, r, nil, map[string]string{"ProxyUrl": proxyWithPassword})
	if check.failed || deploy == nil || deploy.failed || len(deploy.deploys) != 1 {
		t.Fatalf("the pipeline fails:\n%s", check.log.String())
	}
	if got := proxies(t, deploy.deploys[0]); !slices.Equal(got, []string{proxyWithPassword, proxyWithPassword, proxyWithPassword}) {
		t.Errorf("deployed with the proxies %q", got)
	}
	if text := read(t, deploy.deploys[0]); strings.Contains(text, "${PROXY_URL}") {
		t.Errorf("a placeholder is deployed:\n%s", text)
	}
}
