package api

//go:generate go run deskside/build/codec -o field_gen.go

// FieldError is one broken rule of an input.
type FieldError struct {
	Field   string `msg:"field"`
	Message string `msg:"message"`
}
