package table

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

// column is what a table shows of a module beside its name.
type column struct {
	title, label string // its names: above a column, and in a line below a module
	sourced      bool   // the source has a column, too
	of           func(overview.Module) overview.Setting
}

var (
	image    = column{"IMAGE", "image", false, func(m overview.Module) overview.Setting { return overview.Setting{Value: m.Image} }}
	proxy    = variable(manifest.ProxyVar, func(m overview.Module) overview.Setting { return m.Proxy })
	protocol = variable(manifest.ProtocolVar, func(m overview.Module) overview.Setting { return m.Protocol })
	noProxy  = variable(manifest.NoProxyVar, func(m overview.Module) overview.Setting { return m.NoProxy })
	onDevice = column{"ON THE DEVICE", "on the device", true, func(m overview.Module) overview.Setting { return m.OnDevice }}
)

func variable(name string, of func(overview.Module) overview.Setting) column {
	return column{name, name, true, of}
}

// layout is a way to lay modules out: the settings that have columns, and those
// that stand in lines below the module where they are set.
type layout struct{ columns, below []column }

// layouts lists the layouts, the widest first.
func layouts(modules []overview.Module) []layout {
	wide := []column{image, proxy, protocol}
	for _, c := range [...]column{noProxy, onDevice} {
		if slices.ContainsFunc(modules, func(m overview.Module) bool { return c.of(m).Value != "" }) { // else its column is empty
			wide = append(wide, c)
		}
	}
	return []layout{
		{columns: wide},
		{columns: []column{proxy, protocol}, below: []column{image, noProxy, onDevice}},
		{below: []column{image, proxy, protocol, noProxy, onDevice}},
	}
}

// Modules writes a table for each deployment that has modules, no wider than the
// output if it can be.
func Modules(w io.Writer, files []overview.File, width int) error {
	b := bufio.NewWriter(w)
	first := true
	for _, file := range files {
		for _, d := range file.Deployments {
			if len(d.Modules) == 0 {
				continue
			}
			if !first {
				fmt.Fprintln(b)
			}
			first = false
			fmt.Fprintln(b, plain.Start(plain.Line(fmt.Sprintf("%s (%s)", file.Name, Title(d)))))
			if err := writeModules(b, d.Modules, width); err != nil {
				return err
			}
		}
	}
	return b.Flush()
}

// Title says what a deployment is and what it is called.
func Title(d overview.Deployment) string {
	quoted := func(name string) string { return fmt.Sprintf("%q", cut(name, mostShown)) }
	switch {
	case d.Device != "":
		return "twin of edgeAgent on device " + quoted(d.Device)
	case d.Kind == overview.Twin:
		return "twin of edgeAgent"
	case d.ID != "":
		return string(d.Kind) + " deployment " + quoted(d.ID)
	}
	return string(d.Kind) + " deployment"
}

// writeModules writes the table of a deployment in the first layout that fits.
func writeModules(w io.Writer, modules []overview.Module, width int) error {
	all := layouts(modules)
	last := len(all) - 1
	for _, l := range all[:last] {
		if t := l.table(modules); t.Width() <= width {
			return t.Write(w)
		}
	}
	t := all[last].table(modules)
	t.Head = nil // no title above names alone
	return t.Write(w)
}

// table lays modules out.
func (l layout) table(modules []overview.Module) Table {
	t := Table{Head: []string{"MODULE"}}
	for _, c := range l.columns {
		t.Head = append(t.Head, c.title)
		if c.sourced {
			t.Head = append(t.Head, "FROM")
		}
	}
	for _, m := range modules {
		t.rows = append(t.rows, l.row(m))
	}
	return t
}

// row lays a module out. The lines below it show what is set, and always the proxy.
func (l layout) row(m overview.Module) row {
	r := row{cells: []string{cut(plain.Start(plain.Line(m.Name)), mostShown)}}
	for _, c := range l.columns {
		s := c.of(m)
		r.cells = append(r.cells, orDash(s.Value))
		if c.sourced {
			r.cells = append(r.cells, orDash(s.From))
		}
	}
	for _, c := range l.below {
		s := c.of(m)
		text := c.label + ": " + orDash(s.Value)
		if s.From != "" {
			text += " (" + s.From + ")"
		}
		if s.Value != "" || c.label == manifest.ProxyVar {
			r.below = append(r.below, text)
		}
	}
	return r
}

// orDash is a text as a cell holds it.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return cut(plain.Line(text), mostShown)
}
