// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>

#include <QString>

namespace gantry::wire {

/// The kind of a server's refusal: by its code and, where one code means many things, by its remark.
/// `otherwise`: where neither says anything better.
[[nodiscard]] ErrorKind refusalKind(int code, const QString &remark, ErrorKind otherwise);

} // namespace gantry::wire
