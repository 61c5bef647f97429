package house

import (
	"encoding/json"
	"io/fs"
	"regexp"
)

// users are what uses a permission, where that is not the part of the browser's
// interface that has its name.
var users = map[string]string{
	// What lets a page be read on which somebody has asked for that.
	"activeTab":                 `\bchrome\.scripting\.executeScript\b`,
	"optional_host_permissions": `\bchrome\.permissions\.request\b`,
	"host_permissions":          `\bfetch\(`,
	"wasm-unsafe-eval":          `\bWebAssembly\.|\bloadCore\b`,
}

// Unused lists the permissions that a manifest asks for and nothing below the
// folders uses. manifest is JSON as browsers read it.
func Unused(manifest []byte, tree fs.FS, folders ...string) ([]string, error) {
	text, err := sources(tree, folders...)
	if err != nil {
		return nil, err
	}
	var asked struct {
		Permissions         []string          `json:"permissions"`
		OptionalPermissions []string          `json:"optional_permissions"`
		Hosts               []string          `json:"host_permissions"`
		OptionalHosts       []string          `json:"optional_host_permissions"`
		Policy              map[string]string `json:"content_security_policy"`
	}
	if err := json.Unmarshal(manifest, &asked); err != nil {
		return nil, err
	}
	want := append(asked.Permissions, asked.OptionalPermissions...)
	if len(asked.Hosts) > 0 {
		want = append(want, "host_permissions")
	}
	if len(asked.OptionalHosts) > 0 {
		want = append(want, "optional_host_permissions")
	}
	for _, policy := range asked.Policy {
		if regexp.MustCompile(`'wasm-unsafe-eval'`).MatchString(policy) {
			want = append(want, "wasm-unsafe-eval")
		}
	}
	var broken []string
	for _, permission := range want {
		use, special := users[permission]
		if !special {
			use = `\b(?:chrome|browser)\.` + regexp.QuoteMeta(permission) + `\b`
		}
		if !regexp.MustCompile(use).MatchString(text) {
			broken = append(broken, permission+" is asked for and not used: take it out of the manifest")
		}
	}
	return broken, nil
}
