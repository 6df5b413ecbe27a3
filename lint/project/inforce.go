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

// InForce is the configuration that a file is linted with, which need not exist. The
// configuration is that of the repository, or the file of the given name if that is not
// "". The error is a *config.Error, ErrEmptyName, or says that the path is a folder.
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
