package macros

// Shown is what is written out of a variable.
func Shown(f *Facts, name string) string { return f.shown(name) }
