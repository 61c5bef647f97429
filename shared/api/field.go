package api

import "deskside/shared/words"

//go:generate go run deskside/build/codec -o field_gen.go

// FieldError is one broken rule of an input.
type FieldError struct {
	Field string    `msg:"field"`
	Say   words.Say `msg:"say"`
}
