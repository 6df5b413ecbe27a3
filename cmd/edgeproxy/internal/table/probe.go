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
// many there are. needed is how many endpoints were not reached that devices need.
func Probe(w io.Writer, results []probe.Result, proxy manifest.ProxyURL, width int) (needed int, err error) {
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
	line, needed := countResults(results, proxy)
	fmt.Fprintln(b, "\n"+line)
	return needed, b.Flush()
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

// countResults says how many endpoints were reached. Those that are optional and
// were not reached are not needed.
func countResults(results []probe.Result, proxy manifest.ProxyURL) (line string, needed int) {
	reached, optional, untried := 0, 0, 0
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
		way = "through " + plain.Line(proxy.String())
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
	return strings.Join(parts, ", "), needed
}
