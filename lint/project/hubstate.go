package project

import (
	"errors"
	"os"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// Deployments is Manifest for a file that may be an export of an IoT Hub's state. The
// devices in an export may be a thousand times as large as the deployments before them,
// so only the deployments are read of an export above MaxSize. A list of deployments
// may be empty, as that of a new hub is. The errors are those of Manifest.
func (in Input) Deployments(f File) (*manifest.Document, error) {
	doc, err := in.document(f)
	var tooLarge *TooLargeError
	if errors.As(err, &tooLarge) && f.Path != paths.Stdin {
		return deploymentsOf(f, tooLarge)
	}
	if doc != nil && len(doc.Deployments()) == 0 && !isEmptyHub(doc.Root()) {
		return nil, f.wrap(doc.NoDeployment())
	}
	return doc, err
}

// isEmptyHub reports whether a document is the list of deployments, or the export of the
// state, of a hub that has no deployment.
func isEmptyHub(root manifest.Node) bool {
	list := root.Get("configurations").Get("edgeDeployments")
	return root.Kind() == manifest.Array && root.Empty() || list.Kind() == manifest.Object && list.Empty()
}

// deploymentsOf reads the deployments of an export that is too large to be read as a
// whole.
func deploymentsOf(f File, tooLarge *TooLargeError) (*manifest.Document, error) {
	in, err := os.Open(f.Path)
	if err != nil {
		return nil, tooLarge
	}
	defer in.Close()
	text, ok, err := fleet.Configurations(in, tooLarge.Limit)
	if err != nil || !ok {
		return nil, tooLarge
	}
	return manifest.ParseLimits(text, manifest.Limits{Size: tooLarge.Limit + 1})
}
