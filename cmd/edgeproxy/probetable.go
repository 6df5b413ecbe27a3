package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// writeProbe writes results as a table, what to do about them, and how many there are.
// It returns errFindings if a host that devices need was not reached.
func (a *app) writeProbe(w io.Writer, results []probe.Result, proxy manifest.ProxyURL) error {
	b := bufio.NewWriter(w)
	width := a.columns(w)
	host := len("HOST")
	for _, r := range results {
		if n := len(r.Host); n <= mostHost {
			host = max(host, n)
		}
	}
	table := hostTable{b, host, max(leastText, width-host-gap-portWidth-gap)}
	table.row("HOST", "PORT", "RESULT")
	var helps []string
	for _, r := range results {
		table.row(r.Host, fmt.Sprint(r.Port), safeLine(resultWords(r, proxy)))
		if help := r.Help(); help != "" && !slices.Contains(helps, help) {
			helps = append(helps, help)
		}
	}
	for i, help := range helps {
		if i == 0 {
			fmt.Fprintln(b, "\nWhat to do:")
		}
		for j, line := range report.Wrap(help, max(leastText, width-2)) {
			fmt.Fprintln(b, [...]string{"- ", "  "}[min(j, 1)]+line)
		}
	}
	line, failed := countProbe(results, proxy)
	fmt.Fprintln(b, "\n"+line)
	if err := b.Flush(); err != nil {
		return err
	}
	if failed {
		return errFindings
	}
	return nil
}

// resultWords are the words of a result, with what kind of endpoint it is about.
func resultWords(r probe.Result, proxy manifest.ProxyURL) string {
	text := r.Text()
	if r.Direct && !proxy.IsZero() {
		text = "without the proxy: " + text
	}
	if r.Optional {
		text = "optional: " + text
	}
	return text
}

// countProbe says how many endpoints were reached. Optional ones do not fail a run.
func countProbe(results []probe.Result, proxy manifest.ProxyURL) (line string, failed bool) {
	reached, needed, optional, untried := 0, 0, 0, 0
	for _, r := range results {
		switch {
		case !r.Failed() && r.Outcome == probe.NotTried:
			untried++
		case !r.Failed():
			reached++
		case r.Optional:
			optional++
		default:
			needed++
		}
	}
	way := "without a proxy"
	if !proxy.IsZero() {
		way = "through " + safeLine(proxy.String())
	}
	parts := []string{fmt.Sprintf("%d of %d reached %s", reached, len(results), way)}
	for _, part := range []struct {
		n    int
		what string
	}{{needed, "not reached"}, {optional, "optional and not reached"}, {untried, "not tried"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return strings.Join(parts, ", "), needed > 0
}
