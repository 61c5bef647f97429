// Package named is what an edge knows of sites that have a name: how they are called,
// where they are, which tables are theirs, and what their owner says of them. Beside them
// an edge has one site without a name, which is where it is.
//
// It must not know what an edge answers, nor who runs it.
package named

import "strings"

// Longest is how many characters a name has at most.
const Longest = 32

// Valid reports whether a site can be called so: small letters, digits and single hyphens,
// a letter first, and no hyphen last. So no two become the same where hyphens may not stand.
func Valid(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		letter, digit := c >= 'a' && c <= 'z', c >= '0' && c <= '9'
		if !letter && (i == 0 || !digit && !(c == '-' && name[i-1] != '-')) {
			return false
		}
	}
	return name != "" && len(name) <= Longest && name[len(name)-1] != '-'
}

// below is where sites are.
const below = "/w/"

// At is where a site is, from the root of the edge; "" for that without a name.
func At(name string) string {
	if name == "" {
		return ""
	}
	return below + name
}

// Split takes a path apart into the name of a site and what it is there. It reports
// whether the path is that of any site with a name, also of one that cannot be.
func Split(path string) (name, rest string, is bool) {
	path, is = strings.CutPrefix(path, below)
	if !is {
		return "", "", false
	}
	name, rest, found := strings.Cut(path, "/")
	if !found || !Valid(name) {
		return "", "", true
	}
	return name, "/" + rest, true
}
