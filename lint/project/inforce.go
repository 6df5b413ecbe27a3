package project

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// InForce is the configuration with which a file is linted. The file need not exist.
// The configuration is configFile or, if that is "", the one of the repository. The
// error is a *config.Error, ErrEmptyName, or says that the path is a folder.
func InForce(path, configFile string) (*config.InForce, error) {
	if path == "" {
		return nil, ErrEmptyName
	}
	if paths.IsFolder(path) {
		name := paths.Shown(path)
		return nil, fmt.Errorf("%s: is a folder: expected a file in it, which need not exist, such as %s", name, filepath.ToSlash(filepath.Join(name, "deployment.json")))
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	finder := &config.Finder{Dir: dir, File: configFile, Rules: lint.DefaultRules(), Today: time.Now()}
	return finder.For(filepath.FromSlash(path))
}
