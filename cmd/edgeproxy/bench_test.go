package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tidwall/gjson"
)

// The benchmarks give ratios against a reference that runs in turn with what
// is measured, so that they hold on any machine and under any load:
//
//	go test ./cmd/edgeproxy -run '^$' -bench . -benchtime 7x

// BenchmarkLintFolder lints 10,000 manifests of about 9.7 KB, with all rules
// and the schema, against a program that reads them with as many workers and
// checks with gjson whether they are JSON.
func BenchmarkLintFolder(b *testing.B) {
	dir := manyManifests(b, 10_000)
	ratios(b,
		func() { runQuietly(b, "lint", "--no-config", "--jobs", "2", dir) },
		func() { readAndValidate(b, dir, 2) })
}

// BenchmarkLintOne lints one manifest of about 8 KB as a whole process,
// against a Go program that does nothing.
func BenchmarkLintOne(b *testing.B) {
	file := filepath.Join(manyManifests(b, 1), "d0", "deployment0.json")
	tool := filepath.Join(buildTool(b), "edgeproxy")
	nothing := buildNothing(b)
	ratios(b,
		func() { execQuietly(b, tool, "lint", "--no-config", file) },
		func() { execQuietly(b, nothing) })
}

// BenchmarkApplyFolder checks what apply would change in 10,000 manifests,
// against reading them and checking whether they are JSON.
func BenchmarkApplyFolder(b *testing.B) {
	dir := manyManifests(b, 10_000)
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if err != nil {
		b.Fatal(err)
	}
	args := append([]string{"apply", "--proxy-url", "http://other.example.com:3128", "--check"}, files...)
	ratios(b,
		func() { newQuietApp().run(args) },
		func() { readAndValidate(b, dir, 1) })
}

// ratios runs both in turn b.N times and reports the median of the ratios.
func ratios(b *testing.B, measured, reference func()) {
	b.Helper()
	measured() // once for the caches of the system
	reference()
	var all []float64
	b.ResetTimer()
	for range b.N {
		start := time.Now()
		measured()
		middle := time.Now()
		reference()
		all = append(all, float64(middle.Sub(start))/float64(time.Since(middle)))
	}
	slices.Sort(all)
	b.ReportMetric(all[len(all)/2], "x-reference")
}

// manyManifests writes manifests into folders of a hundred.
func manyManifests(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprintf("d%d", i/100))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("deployment%d.json", i)), []byte(bigManifest(i)), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// bigManifest is a manifest of about 9.7 KB without findings, as a plant has
// it: a dozen modules with createOptions, env and routes.
func bigManifest(seed int) string {
	base, err := os.ReadFile("../../examples/behind-proxy.json")
	if err != nil {
		panic(err)
	}
	var modules, routes strings.Builder
	for i := range 11 {
		fmt.Fprintf(&modules, `,
          "module%d": {
            "version": "1.%d",
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
            "startupOrder": %d,
            "env": {
              "LogLevel": {
                "value": "information"
              },
              "Interval": {
                "value": %d
              }
            },
            "settings": {
              "image": "registry.example.com/plant/module%d:2.%d.%d",
              "createOptions": "{\"HostConfig\":{\"Binds\":[\"/var/lib/plant:/data\"],\"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"max-size\":\"10m\"}}}}"
            }
          }`, i, seed%10, i, seed%60, i, seed%7, i)
		fmt.Fprintf(&routes, ",\n          \"module%d\": \"FROM /messages/modules/module%d/outputs/* INTO $upstream\"", i, i)
	}
	text := strings.Replace(string(base), "\n          }\n        }\n      }\n    },", "\n          }"+modules.String()+"\n        }\n      }\n    },", 1)
	return strings.Replace(text, ` INTO $upstream"`, ` INTO $upstream"`+routes.String(), 1)
}

// readAndValidate is the reference for folders: each worker reads into memory
// that it uses again, and asks gjson whether that is JSON.
func readAndValidate(b *testing.B, dir string, workers int) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if err != nil {
		b.Fatal(err)
	}
	next := make(chan string)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			buffer := make([]byte, 1<<20) // larger than each file
			for name := range next {
				src, err := readWhole(name, buffer)
				if err != nil || !gjson.ValidBytes(src) {
					b.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	for _, name := range files {
		next <- name
	}
	close(next)
	group.Wait()
}

// readWhole reads a file by as few system calls as there can be.
func readWhole(name string, buffer []byte) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	n, err := io.ReadFull(f, buffer)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return buffer[:n], err
}

func newQuietApp() *app {
	return testApp(&bytes.Buffer{}, io.Discard, io.Discard, nil)
}

// runQuietly runs a command that must find nothing.
func runQuietly(b *testing.B, args ...string) {
	if code := newQuietApp().run(args); code != exitOK {
		b.Fatalf("edgeproxy %s: exit code %d", strings.Join(args, " "), code)
	}
}

func execQuietly(b *testing.B, name string, args ...string) {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// buildNothing builds a program that does nothing.
func buildNothing(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	src := filepath.Join(dir, "main.go")
	if err := os.WriteFile(src, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	out := filepath.Join(dir, "nothing")
	if text, err := exec.Command("go", "build", "-o", out, src).CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, text)
	}
	return out
}
