//go:build wasm && formatting

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/formatting"
)

func operations() core.Table { return formatting.Table() }
