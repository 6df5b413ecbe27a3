package config

import "github.com/iotedge-tools/edgeproxy/manifest"

// IsTemplate reports whether the file of these settings is a template: by its name,
// or because the configuration lists it.
func (s Settings) IsTemplate(name string) bool {
	return s.Template.Origin != "" || manifest.NamesTemplate(name)
}
