package flags

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober"
	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Probe are the flags of probe.
type Probe struct {
	Endpoints Endpoints
	MaxSize   int    // of a manifest, in bytes
	Format    string // table, json or csv
	CA        string // a path

	proxy   Proxy
	direct  bool
	timeout time.Duration
	jobs    int
}

// Add adds the flags.
func (f *Probe) Add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	commandline.Format(cmd, &f.Format, "table", "json", "csv")
	f.proxy.Add(cmd, "the proxy to go through")
	set.BoolVar(&f.direct, "direct", false, "try everything without a proxy")
	f.Endpoints.Add(cmd)
	set.StringVar(&f.CA, "ca", "", "trust the authorities in this PEM `FILE`, too, such as that of a proxy that inspects TLS")
	set.DurationVar(&f.timeout, "timeout", probe.DefaultTimeout, "how long a host may take: a `DURATION` such as 5s")
	f.jobs = probe.DefaultJobs
	commandline.Positive(cmd, "jobs", &f.jobs, "how many hosts are tried at a time")
	commandline.MaxSize(cmd, &f.MaxSize)
	commandline.RefuseEmpty(cmd, "ca")
	commandline.Exclude(cmd, "direct", "proxy-url")
	commandline.Exclude(cmd, "direct", "proxy-url-file")
}

// Request is what the flags ask for, without version and endpoints, and the proxy that
// is in it.
func (f *Probe) Request(c *console.Console) (r prober.Request, through manifest.ProxyURL, err error) {
	r = prober.Request{Timeout: f.timeout, Jobs: f.jobs}
	if f.timeout <= 0 {
		return r, through, fmt.Errorf("--timeout %v: expected more than 0s, such as 5s", f.timeout)
	}
	if !f.direct {
		if through, err = f.throughProxy(c); err != nil {
			return r, through, err
		}
		r.Proxy = through.Reveal()
	}
	if f.CA != "" {
		if r.Roots, err = os.ReadFile(f.CA); err != nil {
			return r, through, fmt.Errorf("--ca %s: cannot be read: %w", paths.Shown(f.CA), paths.Reason(err))
		}
	}
	return r, through, nil
}

// throughProxy is the proxy to go through.
func (f *Probe) throughProxy(c *console.Console) (manifest.ProxyURL, error) {
	through, err := f.proxy.Read(c)
	switch {
	case err != nil:
		return through, err
	case through.IsZero():
		return through, errors.New("probe: no proxy: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " + ProxyEnv + ", or --direct to try without one")
	case through.Placeholder():
		return through, errors.New("probe: " + probe.ErrPlaceholder.Error())
	}
	return through, nil
}
