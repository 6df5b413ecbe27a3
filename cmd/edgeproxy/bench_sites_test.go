package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkSites makes the manifests of 1,000 sites from one of about 8 KB, against
// writing 1,000 files of that size, and against a shell loop with jq, of which a
// hundredth is run.
func BenchmarkSites(b *testing.B) {
	dir := b.TempDir()
	file := filepath.Join(dir, "deployment.json")
	text := []byte(bigManifest(1))
	if err := os.WriteFile(file, text, 0o644); err != nil {
		b.Fatal(err)
	}
	var list strings.Builder
	list.WriteString("deployment: { id: \"line-{site}\", target-condition: \"tags.site='{site}'\", priority: 20 }\nsites:\n")
	for i := range 1_000 {
		fmt.Fprintf(&list, "  plant-%d: { proxy-url: http://10.1.%d.%d:3128 }\n", i, i/250, i%250)
	}
	sites := filepath.Join(dir, "sites.yaml")
	if err := os.WriteFile(sites, []byte(list.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	runs := 0
	fresh := func() string { // a folder for each run
		runs++
		return filepath.Join(dir, strconv.Itoa(runs))
	}
	apply := func() { runQuietly(b, "apply", "--no-config", "--quiet", "--sites", sites, "--out", fresh(), file) }
	b.Run("files", func(b *testing.B) {
		ratios(b, apply, func() {
			out := fresh()
			if err := os.Mkdir(out, 0o755); err != nil {
				b.Fatal(err)
			}
			for i := range 1_000 {
				if err := os.WriteFile(filepath.Join(out, fmt.Sprintf("plant-%d.json", i)), text, 0o644); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
	jq, err := exec.LookPath("jq")
	if err != nil {
		b.Logf("jq is not installed")
		return
	}
	tool := filepath.Join(buildTool(b), "edgeproxy")
	b.Run("a-hundredth-of-a-loop-with-jq", func(b *testing.B) {
		ratios(b,
			func() {
				execQuietly(b, tool, "apply", "--no-config", "--quiet", "--sites", sites, "--out", fresh(), file)
			},
			func() {
				out := fresh()
				loop := `mkdir "$1"; for i in 0 1 2 3 4 5 6 7 8 9; do "$2" "$3" "$4" > "$1/plant-$i.json"; done`
				execQuietly(b, "sh", "-c", loop, "sh", out, jq, jqProxy, file)
			})
	})
}
