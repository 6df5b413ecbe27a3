package sitesfile

import (
	"slices"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// yamlReader reads a YAML file.
type yamlReader struct {
	*yamlfile.Decoder
	*reader
	mask []byte // the text, proxy addresses replaced
}

const theFile = "the list of sites"

// readYAML reads the values of a YAML file.
func (r *reader) readYAML(name string, src []byte) error {
	d := &yamlReader{reader: r, mask: slices.Clone(src), Decoder: yamlfile.New(name, src, yamlfile.Format{
		Name: "a list of sites", MaxSize: MaxSize, Large: "write the sites as CSV, and name that file here: sites: sites.csv", Misplaced: misplaced,
	})}
	r.file.Output = sites.Setting{Text: "{site}.json", At: d.at(&yamlfile.Node{})}
	if root := d.Tree(); root != nil {
		d.top(root)
	}
	r.file.Sources[yamlfile.Printable(name)] = d.mask
	if d.Err != nil {
		return d.Err
	}
	if d.csv.given() {
		return r.openCSV(d.csv)
	}
	return nil
}

// misplaced says where a key belongs that stands somewhere else.
func misplaced(mapping, key string) string {
	switch {
	case mapping == theFile && slices.Contains([]string{"proxy-url", "upstream-protocol", "modules", "no-proxy"}, key):
		return `indent it under "defaults:", or under a site`
	case mapping == theFile && slices.Contains([]string{"id", "target-condition", "priority", "labels"}, key):
		return `indent it under "deployment:"`
	case mapping != theFile && slices.Contains([]string{"id", "target-condition", "priority", "labels"}, key):
		return `indent it under "overrides:"`
	}
	return ""
}

func (d *yamlReader) top(n *yamlfile.Node) {
	d.Mapping(n, theFile, yamlfile.Keys{
		"manifest":   func(v *yamlfile.Node) { d.file.Manifest = d.Text(v, `"manifest"`) },
		"output":     func(v *yamlfile.Node) { d.file.Output = sites.Setting{Text: d.Text(v, `"output"`), At: d.at(v)} },
		"defaults":   func(v *yamlfile.Node) { d.defaults = d.settings(v, `"defaults"`, nil) },
		"deployment": func(v *yamlfile.Node) { d.deployment = d.readDeployment(v, `"deployment"`) },
		"sites":      d.sites,
	})
}

// sites reads the mapping of the sites, or the name of the file that lists them.
func (d *yamlReader) sites(n *yamlfile.Node) {
	if n.Kind == yamlfile.IsText {
		d.csv = d.value(n, `"sites"`)
		return
	}
	if n.Kind != yamlfile.IsNull && n.Kind != yamlfile.IsMapping {
		d.Fail(n.Span.Start, `"sites" is %s: expected the sites by their names, such as plant-a: { proxy-url: "http://10.1.0.4:3128" }, or the name of a CSV file`, n.Kind)
		return
	}
	d.raw = slices.Grow(d.raw, len(n.Fields))
	first := map[string]*yamlfile.Node{}
	for _, f := range n.Fields {
		if problem := sites.CheckName(f.Key.Text); problem != "" {
			d.Fail(f.Key.Span.Start, "%s is no name of a site: %s", yamlfile.Show(f.Key.Text), problem)
		}
		if d.Err != nil || !d.Once(f.Key, f.Key.Text, first) {
			return
		}
		var own deployment
		s := d.settings(f.Value, "site "+yamlfile.Show(f.Key.Text), &own)
		s.name, s.at, s.own = f.Key.Text, d.at(f.Key), own
		d.raw = append(d.raw, s)
	}
}

// settings reads those of a site, or the defaults, which have no overrides.
func (d *yamlReader) settings(n *yamlfile.Node, what string, own *deployment) (s settings) {
	keys := yamlfile.Keys{
		"proxy-url":         func(v *yamlfile.Node) { s.proxyURL = d.address(v) },
		"upstream-protocol": func(v *yamlfile.Node) { s.protocol = d.value(v, `"upstream-protocol"`) },
		"no-proxy":          func(v *yamlfile.Node) { s.noProxy = d.value(v, `"no-proxy"`) },
		"modules": func(v *yamlfile.Node) {
			s.modules.at = d.at(v)
			d.List(v, `"modules"`, `["blob*"]`, func(e *yamlfile.Node) {
				s.modules.values = append(s.modules.values, d.value(e, `an entry of "modules"`))
			})
		},
	}
	if own != nil {
		keys["overrides"] = func(v *yamlfile.Node) {
			if o := d.readDeployment(v, `"overrides"`); o != nil {
				*own = *o
			}
		}
	}
	d.Mapping(n, what, keys)
	return s
}

// readDeployment reads what is said of deployments; nil if nothing is.
func (d *yamlReader) readDeployment(n *yamlfile.Node, what string) *deployment {
	if n.Kind == yamlfile.IsNull {
		return nil
	}
	out := &deployment{at: d.at(n)}
	d.Mapping(n, what, yamlfile.Keys{
		"id":               func(v *yamlfile.Node) { out.id = d.value(v, `"id"`) },
		"target-condition": func(v *yamlfile.Node) { out.condition = d.value(v, `"target-condition"`) },
		"priority":         func(v *yamlfile.Node) { out.priority = d.priority(v) },
		"labels":           func(v *yamlfile.Node) { out.labels = d.labels(v) },
	})
	return out
}

// address reads a proxy, and keeps it from being shown.
func (d *yamlReader) address(n *yamlfile.Node) value {
	if n.Text != noProxyWord {
		hide(d.mask, n.Span.Start, n.Span.End)
	}
	return d.value(n, `"proxy-url"`)
}

// hide replaces a part of a text by asterisks.
func hide(text []byte, start, end int) {
	for i := start; i < end; i++ {
		if text[i] != '\n' && text[i] != '\r' {
			text[i] = '*'
		}
	}
}

func (d *yamlReader) value(n *yamlfile.Node, what string) value {
	return value{d.Text(n, what), d.at(n)}
}

func (d *yamlReader) at(n *yamlfile.Node) sites.Place { return place(d.File, d.Lines, n.Span) }

// priority reads a whole number from 0 on.
func (d *yamlReader) priority(n *yamlfile.Node) *int {
	priority, err := strconv.ParseUint(n.Text, 10, 31)
	if err != nil || n.Kind != yamlfile.IsNumber {
		d.Fail(n.Span.Start, `"priority" is %s: expected a whole number from 0 on, such as 20: the highest wins`, n.Kind)
	}
	p := int(priority)
	return &p
}

// labels reads names with texts.
func (d *yamlReader) labels(n *yamlfile.Node) []label {
	labels := []label{}
	if n.Kind != yamlfile.IsMapping && n.Kind != yamlfile.IsNull {
		d.Fail(n.Span.Start, `"labels" is %s: expected names with texts, such as { site: "{site}" }`, n.Kind)
	}
	first := map[string]*yamlfile.Node{}
	for _, f := range n.Fields {
		if d.Err != nil || !d.Once(f.Key, f.Key.Text, first) {
			break
		}
		labels = append(labels, label{f.Key.Text, d.value(f.Value, "the value of a label")})
	}
	return labels
}
