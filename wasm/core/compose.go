//go:build wasm && compose

package main

import (
	"deskside/shared/core"
	"deskside/shared/core/compose"
)

func operations() core.Table { return compose.Table() }
