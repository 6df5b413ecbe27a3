package device

import (
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Config is a file with the settings of aziot-edged: config.toml, of which "iotedge
// config apply" makes the files of the daemons, or one of those.
type Config struct {
	File *File
	Doc  *toml.Document `json:"-"` // may hold passwords
}

// superName is the file that "iotedge config apply" writes.
const superName = "00-super.toml"

// Super reports whether "iotedge config apply" has written the file.
func (c *Config) Super() bool { return path.Base(c.File.Path) == superName }

// HasConfig reports whether a configuration of aziot-edged was found, and could be read.
func (d *Device) HasConfig() bool { return d.Config != nil || len(d.Applied) > 0 }

// readConfigs reads the configuration of the first folder that has one. The daemon
// reads config.toml of its own folder, then the regular files *.toml of config.d in
// the order of their names (config-common/src/lib.rs).
func (d *Device) readConfigs(r *root) {
	for _, folder := range configFolders {
		d.Config = d.readConfig(r, folder+"/config.toml")
		if c := d.readConfig(r, folder+"/edged/config.toml"); c != nil {
			d.Applied = append(d.Applied, c)
		}
		for _, name := range r.names(folder + "/edged/config.d") {
			file := folder + "/edged/config.d/" + name
			switch {
			case !strings.HasSuffix(name, ".toml"):
			case r.isLink(file):
				d.note(file, "the file is a link: aziot-edged passes over it")
			default:
				if c := d.readConfig(r, file); c != nil {
					d.Applied = append(d.Applied, c)
				}
			}
		}
		if d.Config != nil || len(d.Applied) > 0 || len(d.Errors) > 0 {
			return
		}
	}
}

// readConfig reads a file; nil if there is none, or if it is no TOML.
func (d *Device) readConfig(r *root, name string) *Config {
	f, _ := r.file(name)
	if f == nil {
		return nil
	}
	doc, err := toml.Parse(f.Source)
	if err != nil {
		var at text.Position
		message := err.Error() + ": \"iotedge config apply\" and the daemons refuse the file"
		if fault, ok := err.(*toml.Error); ok {
			at = f.Lines().Position(fault.Offset)
			if fault.TooMany {
				message = fault.Message
			}
		}
		d.fail(name, at, message)
		return nil
	}
	return &Config{f, doc}
}

// merged are the configurations in the order in which the daemon merges them once
// config.toml is applied. config.toml takes the place of the file that is made from it.
func (d *Device) merged() []*Config {
	if d.Config == nil {
		return d.Applied
	}
	var all []*Config
	at := -1
	for _, c := range d.Applied {
		if at < 0 && path.Base(path.Dir(c.File.Path)) == "config.d" && path.Base(c.File.Path) >= superName {
			at = len(all)
		}
		if !c.Super() {
			all = append(all, c)
		}
	}
	if at < 0 {
		at = len(all)
	}
	return slices.Insert(all, at, d.Config)
}

// AgentEnv are the settings with which aziot-edged creates edgeAgent, every spelling of
// a name: edgeAgent reads names without regard to case. They hold once config.toml
// is applied.
func (d *Device) AgentEnv(name string) []Setting {
	var e environment
	var options []Setting // of the last file that has them: a list is replaced, not merged
	for _, c := range d.merged() {
		for _, s := range c.Env() {
			switch {
			case s.Via != ViaCreateOptions:
				e.put(s)
			case len(options) > 0 && options[0].File == s.File:
				options = append(options, s)
			default:
				options = []Setting{s}
			}
		}
	}
	for _, s := range options {
		e.put(s)
	}
	return slices.DeleteFunc(e.settings, func(s Setting) bool {
		return s.Lost != nil || !text.EqualFold(s.Name, name)
	})
}

// Env are the settings of [agent.env], then those of Env in createOptions, which win
// (edgelet-docker/src/runtime.rs).
func (c *Config) Env() []Setting {
	var found, options []Setting
	for p := range c.Doc.Pairs() {
		switch {
		case p.InArray:
		case len(p.Path) == 3 && slices.Equal(p.Path[:2], []string{"agent", "env"}):
			found = append(found, c.setting(p, ViaAgentEnv))
		case slices.Equal(p.Path, []string{"agent", "config", "createOptions", "Env"}):
			options = append(options, c.optionsEnv(p)...)
		}
	}
	return append(found, options...)
}

// optionsEnv are the settings of a list of NAME=VALUE. They have the place of the list.
func (c *Config) optionsEnv(p toml.Pair) []Setting {
	var found []Setting
	items, _ := c.Doc.Value(p.Path...).([]any)
	for _, item := range items {
		if s, ok := item.(string); ok {
			name, value, _ := strings.Cut(s, "=")
			found = append(found, Setting{Name: name, Value: value, File: c.File, Span: p.Value, Via: ViaCreateOptions})
		}
	}
	return found
}

// setting is a pair as a setting.
func (c *Config) setting(p toml.Pair, via Via) Setting {
	s := Setting{Name: p.Name(), Value: p.Text, File: c.File, Span: p.Value, Via: via}
	if p.Kind == toml.String {
		s.Span = withoutQuotes(c.File.Source, p.Value)
	} else {
		s.Wrong = "the value is " + p.Kind.String() + ", not a string: \"iotedge config apply\" refuses the file"
	}
	return s
}

// withoutQuotes is the span of a string without its quotes, one or three on each side.
func withoutQuotes(src []byte, s text.Span) text.Span {
	quote := string(src[s.Start : s.Start+1])
	n := 1
	if s.Len() >= 6 && strings.HasPrefix(string(src[s.Start:s.End]), strings.Repeat(quote, 3)) {
		n = 3
	}
	return text.Span{Start: s.Start + n, End: s.End - n}
}

// AgentImage is the image with which aziot-edged creates edgeAgent; false if no file
// names one, so that the packages' default holds.
func (d *Device) AgentImage() (Setting, bool) {
	for _, c := range slices.Backward(d.merged()) {
		if p, ok := c.Doc.Lookup("agent", "config", "image"); ok {
			return c.setting(p, ViaConfig), true
		}
	}
	return Setting{}, false
}

// TrustBundle is trust_bundle_cert of config.toml.
func (d *Device) TrustBundle() (Setting, bool) {
	if d.Config == nil {
		return Setting{}, false
	}
	p, ok := d.Config.Doc.Lookup("trust_bundle_cert")
	if !ok {
		return Setting{}, false
	}
	return d.Config.setting(p, ViaConfig), true
}

// UsesEST reports whether config.toml has certificates issued by EST: then aziot-certd
// needs the proxy, too.
func (d *Device) UsesEST() bool {
	return d.Config != nil && d.Config.Doc.Value("cert_issuance", "est") != nil
}
