//go:build wasm && writing

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/writing"
)

func operations() core.Table { return writing.Table() }
