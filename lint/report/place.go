package report

import (
	"fmt"
	"path"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// absolute is the path of a file from the root of the file system. Without a
// base path it stays as it is.
func (r *Run) absolute(p string) string {
	if isAbsolute(p) || r.BasePath == "" {
		return p
	}
	return path.Join(r.BasePath, p)
}

// relative is the path of a file from the root of the repository, as GitHub
// and readers of SARIF want it, or an absolute path if it lies outside.
func (r *Run) relative(p string) string {
	root := r.Root
	if root == "" {
		root = r.BasePath
	}
	full := path.Clean(r.absolute(p))
	if rest, ok := strings.CutPrefix(full, strings.TrimSuffix(root, "/")+"/"); ok && root != "" {
		return rest
	}
	return full
}

// isAbsolute knows the paths of Unix and of Windows, whatever it runs on.
func isAbsolute(p string) bool {
	drive := len(p) >= 3 && p[1] == ':' && p[2] == '/' && (p[0]|0x20) >= 'a' && (p[0]|0x20) <= 'z'
	return drive || strings.HasPrefix(p, "/")
}

// uri is a path as a URI reference: a relative one stays relative, and every
// byte that could mean something in a URI is encoded.
func uri(p string) string {
	var b strings.Builder
	if isAbsolute(p) {
		b.WriteString("file://")
		if p[0] != '/' {
			b.WriteByte('/') // file:///C:/…
		}
	}
	const hex = "0123456789ABCDEF"
	for i := range len(p) {
		c := p[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if letter || '0' <= c && c <= '9' || strings.IndexByte("-._~/", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// at is "path:line:column", safe to stand at the start of a line.
func at(path string, p manifest.Position) string {
	place := fmt.Sprintf("%s:%d:%d", plain.Line(path), p.Line, p.Column)
	if strings.HasPrefix(strings.TrimLeft(place, " "), "::") {
		return "./" + place // the same file, and no command
	}
	return place
}
