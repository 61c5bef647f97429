package api

//go:generate go tool msgp -io=false -tests=false -o field_gen.go

// FieldError is one broken rule of an input.
type FieldError struct {
	Field   string `msg:"field"`
	Message string `msg:"message"`
}
