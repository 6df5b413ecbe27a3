package project

import (
	"errors"

	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Endpoints lists the endpoints of the deployments in files, folders and globs; "-" is
// standard input. All files are read, and there is a list only if all can be: the errors
// are joined. A *NoManifestError says that nothing was found.
func (in Input) Endpoints(names []string, o endpoints.Options) (*endpoints.List, error) {
	list, err := endpoints.New(o)
	if err != nil {
		return nil, err
	}
	files := Find(names)
	failed := files.Errors()
	for _, file := range files.Files {
		doc, err := in.Manifest(file)
		switch {
		case err != nil:
			failed = append(failed, err)
		case doc != nil:
			list.Add(secret.Path(file.Name), doc)
		}
	}
	switch {
	case len(failed) > 0:
		return nil, errors.Join(failed...)
	case list.Empty():
		return nil, &NoManifestError{names}
	}
	return list, nil
}
