//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSecretInNames gives files and folders the names of addresses. On Windows
// no name holds a colon.
func TestSecretInNames(t *testing.T) {
	t.Chdir(t.TempDir())
	names := []string{"user:s3cr3tt4il@proxy.json", "http:/user:s3cr3tt4il@proxy/a.json", "sub/user%3As3cr3tt4il%40proxy.json"}
	for i, name := range names {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		writeText(t, name, fixture(t, []string{"bare.json", "bare.json", "behind.json"}[i]))
	}
	writeText(t, "user:s3cr3tt4il@broken.json", "{\"$edgeAgent\": ")
	runs := [][]string{
		{"lint", "."}, {"lint", "--diff", proxyArg, "."}, {"lint", "--baseline", "known", "--write-baseline", "sub", "http:"}, {"lint", "--baseline", "known", "sub", "http:"},
		{"lint", "--against", "git:HEAD", "."}, {"lint", "--against", names[0], names[1]}, {"config", names[0]},
		append([]string{"show"}, names...), append([]string{"show", "--format", "json"}, names...),
		append([]string{"endpoints", "--format", "csv"}, names...), append([]string{"endpoints", "--format", "json"}, names...), append([]string{"endpoints"}, names...),
		append([]string{"apply", "--check", proxyArg}, names...), append([]string{"apply", "--diff", proxyArg}, names...),
		{"apply", "--check", proxyArg, "user:s3cr3tt4il@broken.json"},
	}
	checkSecret(t, "", nil, runs)
	checkReports(t, ".")
	checkReports(t, names...)
	if found := leak(output{stdout: readText(t, "known")}); found != "" {
		t.Errorf("the baseline shows the secret: %q", found)
	}
	if out := runHere("", nil, "lint", "--fail-on", "never", "--baseline", "known", "http:"); out.code != exitOK || strings.Contains(out.stdout, "EP901") {
		t.Errorf("a masked path of the baseline is not found again:\n%s%s", out.stdout, out.stderr)
	}
	checkSecret(t, "", nil, [][]string{{"lint", "--fix", proxyArg, "."}})
}
