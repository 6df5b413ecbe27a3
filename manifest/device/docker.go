package device

import (
	"errors"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// daemonFiles are the configurations of dockerd: that of the packages, that of the snap.
var daemonFiles = [...]string{"etc/docker/daemon.json", "var/snap/docker/current/config/daemon.json"}

// readDocker reads the proxies of daemon.json. They win over the environment (moby
// daemon/command/daemon.go).
func (d *Device) readDocker(r *root) {
	for _, name := range daemonFiles {
		f, _ := r.file(name)
		if f == nil {
			continue
		}
		tree, err := jsontree.Parse(f.Source, jsontree.Limits{})
		if err != nil {
			d.failJSON(f, err)
			continue
		}
		for _, odd := range tree.Oddities() {
			if odd.Kind != jsontree.ByteOrderMark {
				d.fail(name, f.Lines().Position(odd.Span.Start), "the file has "+odd.Kind.String()+", which dockerd refuses: it does not start")
				break
			}
		}
		for member := range tree.Root().Get("proxies").Children() {
			if name := strings.ToLower(member.Key()); slices.Contains(daemonKeys[:], name) { // Go reads names without regard to case
				d.Docker = append(d.Docker, jsonSetting(f, member, name))
			}
		}
		d.misplacedInJSON(f, tree, "dockerd passes over it")
		return
	}
}

// daemonKeys are those of "proxies" that dockerd reads.
var daemonKeys = [...]string{"http-proxy", "https-proxy", "no-proxy"}

// jsonSetting is a member as a setting.
func jsonSetting(f *File, member jsontree.Node, name string) Setting {
	s := Setting{Name: name, Value: member.Text(), File: f, Span: member.Span(), Via: ViaDaemonJSON}
	if member.Kind() == jsontree.String {
		s.Span = text.Span{Start: s.Span.Start + 1, End: s.Span.End - 1}
	} else {
		s.Wrong = "the value is no string: dockerd does not start"
	}
	return s
}

// misplacedInJSON finds proxies for https that stand under another key than
// "https-proxy" of "proxies".
func (d *Device) misplacedInJSON(f *File, tree *jsontree.Tree, why string) {
	proxies := tree.Root().Get("proxies")
	for n := range tree.All() {
		key := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(n.Key()))
		right := f.Path != clientFile && strings.EqualFold(n.Key(), "https-proxy") && n.Parent() == proxies
		if key == "httpsproxy" && !right && n.Kind() == jsontree.String {
			s := jsonSetting(f, n, n.Key())
			d.Misplaced = append(d.Misplaced, Misplaced{Setting: s, Cause: InJSON, Why: why, Expect: "\"https-proxy\" of \"proxies\" in /etc/docker/daemon.json"})
		}
	}
}

// failJSON adds the error of a file that is no JSON.
func (d *Device) failJSON(f *File, err error) {
	var syntax *jsontree.SyntaxError
	if errors.As(err, &syntax) {
		d.fail(f.Path, f.Lines().Position(syntax.Offset), secret.Message(syntax.Msg)+": dockerd does not start")
		return
	}
	d.fail(f.Path, text.Position{}, secret.Message(err.Error()))
}
