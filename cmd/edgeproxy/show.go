package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

func (a *app) showCommand() *cobra.Command {
	var format string
	var maxSize sizeFlag
	cmd := &cobra.Command{
		Use:   "show [flags] FILE...",
		Short: "Show the effective proxy settings of each module",
		Long: `Show, for each module of the deployments in a file ("-" is standard input), the
image, the effective https_proxy (without its password), UpstreamProtocol and
no_proxy, and where each value comes from: env, the Env list of createOptions, which
beats env, or "inherited": edgeAgent hands its own UpstreamProtocol to each module
that has none. A value that is too long for the table stands below its module.`,
		Example: "  edgeproxy show deployment.json\n  edgeproxy show --format json deployment.json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("show: no file: expected the name of a manifest, or - for standard input")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch format {
			case "text":
				return a.show(args, a.writeTable, maxSize)
			case "json":
				return a.show(args, writeJSON, maxSize)
			}
			return unknownFormat(format)
		},
	}
	addFormat(cmd, &format)
	maxSize.add(cmd)
	return cmd
}

// shownModule is one row of the table.
type shownModule struct {
	File       string `json:"file"`
	Deployment string `json:"deployment,omitempty"`
	Device     string `json:"device,omitempty"` // whose twin it is
	Kind       string `json:"kind"`
	Module     string `json:"module"`
	System     bool   `json:"system"`
	Image      string `json:"image"`
	Proxy      string `json:"httpsProxy"`
	ProxyFrom  string `json:"httpsProxyFrom,omitempty"`
	Protocol   string `json:"upstreamProtocol"`
	ProtoFrom  string `json:"upstreamProtocolFrom,omitempty"`
	NoProxy    string `json:"noProxy"`
	NoFrom     string `json:"noProxyFrom,omitempty"`

	first bool   // of its deployment
	title string // what the deployment is called
}

func (a *app) show(args []string, write func(io.Writer, []shownModule) error, size sizeFlag) error {
	rows := []shownModule{}
	files := project.FindNamed(args)
	failed := files.Errors()
	shown := 0
	for _, file := range files.Files {
		found, err := a.showFile(file, size)
		if err != nil {
			failed = append(failed, worded(err))
			continue
		}
		shown++
		rows = append(rows, found...)
	}
	if shown > 0 {
		failed = append(failed, write(a.stdout, rows))
	}
	return errors.Join(failed...)
}

func (a *app) showFile(in project.File, size sizeFlag) ([]shownModule, error) {
	doc, err := a.input(size).Parse(in)
	if err != nil {
		return nil, err
	}
	if len(doc.Deployments()) == 0 {
		return nil, in.Wrap(doc.NoDeployment())
	}
	var rows []shownModule
	for _, d := range doc.Deployments() {
		if lost, ok := d.LostAgent(); ok {
			a.errorf("%s:%s: %s: %s", in.Name, doc.Position(lost.At.MemberSpan().Start), lost.Message, lost.Help)
		} else if len(d.Modules()) == 0 {
			a.errorf("%s: a %s without modules", in.Name, titleOf(d))
		}
		inherited := handedOn(d)
		for i, m := range d.Modules() {
			row := shownModule{File: secret.Path(in.Name), Kind: kindOf(d), System: m.System, first: i == 0, title: titleOf(d)}
			// Somebody may have put a proxy into any of these.
			row.Deployment, row.Device = secret.Name(d.ID), secret.Name(d.Device)
			row.Module, row.Image = secret.Name(m.Name), secret.Text(m.Image())
			row.Proxy, row.ProxyFrom = effective(m, manifest.ProxyVar)
			row.Protocol, row.ProtoFrom = effective(m, manifest.ProtocolVar)
			row.NoProxy, row.NoFrom = effective(m, manifest.NoProxyVar)
			if row.ProtoFrom == "" && inherited != "" {
				row.Protocol, row.ProtoFrom = inherited, "inherited"
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// effective is the value of a variable without passwords, and where it comes
// from. Spellings that stand side by side are all shown.
func effective(m *manifest.Module, name string) (value, from string) {
	vars := m.Lookup(name)
	var values, sources []string
	for _, v := range vars {
		text := secret.Address(v.Value)
		if len(vars) > 1 {
			text = v.Name + "=" + text
		}
		if v.Blank() {
			text += "(blank)"
		}
		values, sources = append(values, text), append(sources, v.Source.String())
	}
	return strings.Join(values, " "), strings.Join(sources, " ")
}

// handedOn is the UpstreamProtocol that edgeAgent hands to each module that has
// none (CreateOrUpdateCommand.cs); "" if it has none itself, or one that it does
// not take.
func handedOn(d *manifest.Deployment) string {
	agent := d.System("edgeAgent")
	if agent == nil {
		return ""
	}
	vars := agent.Lookup(manifest.ProtocolVar)
	if len(vars) != 1 {
		return ""
	}
	protocol, ok := proxy.ReadProtocol(vars[0].Value)
	if vars[0].Unknown() && !ok { // whatever a placeholder becomes
		return secret.Text(vars[0].Value)
	}
	return string(protocol)
}

// mostShown is how many characters of a cell or a title are shown. An image with
// its digest has some 120.
const mostShown = 160

// titleOf says what a deployment is and what it is called, without passwords.
func titleOf(d *manifest.Deployment) string {
	quoted := func(name string) string { return fmt.Sprintf("%q", cut(secret.Name(name), mostShown)) }
	switch {
	case d.Device != "":
		return "twin of edgeAgent on device " + quoted(d.Device)
	case d.Shape == manifest.Twin:
		return "twin of edgeAgent"
	case d.ID != "":
		return kindOf(d) + " deployment " + quoted(d.ID)
	}
	return kindOf(d) + " deployment"
}

// cut is a text as a table holds it, with at most that many characters: one long
// cell makes every row as long, and a name of a megabyte would make that many
// megabytes as there are modules.
func cut(text string, most int) string {
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}

func writeJSON(w io.Writer, rows []shownModule) error { return writeSafeJSON(w, rows) }

// writeSafeJSON writes a value as JSON. What cannot be seen, and the middle of
// "##", with which Azure's commands start, stands as an escape.
func writeSafeJSON(w io.Writer, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	var b strings.Builder
	var last rune // the last one of ASCII: others do not break a command
	for _, r := range string(text) {
		command := r == '#' && last == '#'
		if r <= unicode.MaxASCII {
			last = r
		}
		if (unicode.IsPrint(r) || r == '\n') && !command {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	_, err = fmt.Fprintln(w, b.String())
	return err
}

// kindOf is "base" or "layered"; "twin" for the desired properties of one device,
// which nobody deploys to others; or "incomplete" for desired properties as a whole
// that lack systemModules: no layer, and edgeAgent refuses them.
func kindOf(d *manifest.Deployment) string {
	switch {
	case d.Shape == manifest.Twin:
		return "twin"
	case d.Kind == manifest.Layered && d.AgentDesired().Exists():
		return "incomplete"
	}
	return d.Kind.String()
}
