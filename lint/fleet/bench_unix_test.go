//go:build unix

package fleet_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/tidwall/gjson"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// cpuTime is the processor time that the process has used: other programs on the machine
// do not change it.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// twins writes devices of about 1 KB, one a line.
func twins(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"deviceId":"device-%07d","etag":"AAAAAAAAAAE=","status":"enabled","connectionState":"Connected","lastActivityTime":"2026-01-01T00:00:00Z","version":7,"capabilities":{"iotEdge":true},"tags":{"site":"plant-%d","line":"%d","building":%d},"properties":{"desired":{"$metadata":{`, i, i%100, i%7, i%5)
		for j := range 9 {
			fmt.Fprintf(&b, `"setting-%d":{"$lastUpdated":"2026-01-01T00:00:00.0000000Z"},`, j)
		}
		fmt.Fprintf(&b, `"$lastUpdated":"2026-01-01T00:00:00Z"},"$version":4},"reported":{"model":"X%d","$metadata":{"$lastUpdated":"2026-01-01T00:00:00Z"},"$version":3}},"deviceScope":"ms-azure-iot-edge://device"}`+"\n", i%3)
	}
	return b.Bytes()
}

// floor is the work that no program can leave out: two workers split the lines, and validate
// each.
func floor(b *testing.B, devices []byte) {
	var wg sync.WaitGroup
	chunks := make(chan []byte, 4)
	for range 2 {
		wg.Go(func() {
			for chunk := range chunks {
				for line := range bytes.Lines(chunk) {
					if !gjson.ValidBytes(line) {
						b.Error("a line is no JSON")
					}
				}
			}
		})
	}
	for rest := devices; len(rest) > 0; {
		n := min(len(rest), 256<<10)
		n += bytes.IndexByte(rest[n-1:], '\n')
		chunks <- bytes.Clone(rest[:n])
		rest = rest[n:]
	}
	close(chunks)
	wg.Wait()
}

// BenchmarkPlan compares the processor time of a plan with that of the floor: x-floor should
// stay below 3, and about the same for any number of devices and deployments.
func BenchmarkPlan(b *testing.B) {
	kinds := map[string]string{
		"site": "tags.site='plant-%d' AND tags.building<4",                // found by the index
		"not":  "NOT tags.site='plant-%d' AND tags.building<3",            // not found by it
		"id":   "deviceId='device-%07[1]d' OR deviceId='device-1%06[1]d'", // each device on its own
	}
	for _, size := range []int{10_000, 100_000} {
		devices := twins(size)
		for _, deployments := range []int{1, 10, 100} {
			for _, kind := range []string{"site", "not", "id"} {
				var docs []string
				for i := range deployments {
					docs = append(docs, deployment(fmt.Sprint("d", i), fmt.Sprintf(kinds[kind], i), i%5, 1, proxyA, "AmqpWs"))
				}
				doc, err := manifest.Parse([]byte("[" + strings.Join(docs, ",") + "]"))
				if err != nil {
					b.Fatal(err)
				}
				b.Run(fmt.Sprintf("%d-devices/%d-%s", size, deployments, kind), func(b *testing.B) { benchmarkPlan(b, doc, devices) })
			}
		}
	}
}

func benchmarkPlan(b *testing.B, doc *manifest.Document, devices []byte) {
	var ours, least time.Duration
	for b.Loop() {
		start := cpuTime()
		floor(b, devices)
		least += cpuTime() - start
		start = cpuTime()
		p := &fleet.Plan{Files: []fleet.File{{Name: "deployments.json", Doc: doc}}, Workers: 2}
		if err := p.Load(); err != nil {
			b.Fatal(err)
		}
		if err := p.Read(b.Context(), fleet.Input{Name: "devices", R: bytes.NewReader(devices)}); err != nil {
			b.Fatal(err)
		}
		p.Report()
		ours += cpuTime() - start
	}
	b.ReportMetric(float64(ours)/float64(least), "x-floor")
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N)/float64(bytes.Count(devices, []byte("\n"))), "cpu-µs/device")
}
