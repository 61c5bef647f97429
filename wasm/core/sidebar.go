//go:build wasm && !widget

package main

import "deskside/shared/core"

func operations() core.Table { return core.Sidebar() }
