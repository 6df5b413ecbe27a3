package table

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Probe writes results as a table that fits the width, what to do about them, and how
// many there are.
func Probe(w io.Writer, results []probe.Result, proxy manifest.ProxyURL, width int) error {
	b := bufio.NewWriter(w)
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
		table.row(r.Host, fmt.Sprint(r.Port), plain.Start(plain.Line(resultWords(r, proxy))))
		if help := r.Help(); help != "" && !slices.Contains(helps, help) {
			helps = append(helps, help)
		}
	}
	writeList(b, "What to do", helps, width)
	fmt.Fprintln(b, "\n"+countResults(results, proxy))
	return b.Flush()
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

// countResults says how many endpoints were reached.
func countResults(results []probe.Result, proxy manifest.ProxyURL) string {
	n := probe.Summarize(results)
	way := "without a proxy"
	if !proxy.IsZero() {
		way = "through " + plain.Line(proxy.String())
	}
	parts := []string{fmt.Sprintf("%d of %d reached %s", n.Reached, len(results), way)}
	for _, part := range []struct {
		n    int
		what string
	}{{n.NotReached, "not reached"}, {n.Optional, "optional and not reached"}, {n.NotTried, "not tried"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return strings.Join(parts, ", ")
}
