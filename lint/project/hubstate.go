package project

import (
	"errors"
	"os"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// Deployments is Manifest for a file that may be an export of an IoT Hub's state. Its
// devices may be a thousand times as large as the deployments before them: of an
// export that is larger than MaxSize only the deployments are read.
func (in Input) Deployments(f File) (*manifest.Document, error) {
	doc, err := in.Manifest(f)
	var tooLarge *TooLargeError
	if errors.As(err, &tooLarge) && f.Path != paths.Stdin {
		return deploymentsOf(f, tooLarge)
	}
	return doc, err
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
