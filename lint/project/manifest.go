package project

import "github.com/iotedge-tools/edgeproxy/manifest"

// Manifest reads a file and parses it. A file without a deployment gives an error if it
// was named, and nil if it was found in a folder.
func (in Input) Manifest(f File) (*manifest.Document, error) {
	doc, err := in.document(f)
	if doc != nil && len(doc.Deployments()) == 0 {
		return nil, f.wrap(doc.NoDeployment())
	}
	return doc, err
}

// document is Manifest for a file that may hold no deployment.
func (in Input) document(f File) (*manifest.Document, error) {
	src, err := in.Read(f)
	if err != nil {
		if f.Found && isLargeOther(f.Path, err) {
			return nil, nil
		}
		return nil, err
	}
	doc, err := manifest.ParseLimits(src, in.limits())
	switch {
	case f.Found && whyPassOver(f, src, doc, err) != "":
		return nil, nil
	case err != nil:
		return nil, unreadable(f, src, err)
	}
	return doc, nil
}
