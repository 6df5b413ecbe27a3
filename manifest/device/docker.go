package device

import (
	"errors"

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
			s := Setting{Name: member.Key(), Value: member.Text(), File: f, Span: member.Span(), Via: ViaDaemonJSON}
			if member.Kind() == jsontree.String {
				s.Span = text.Span{Start: s.Span.Start + 1, End: s.Span.End - 1}
			} else {
				s.Wrong = "the value is no string: dockerd does not start"
			}
			d.Docker = append(d.Docker, s)
		}
		return
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
