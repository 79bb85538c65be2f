// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/error.h>
#include <gantry/sendoutcome.h>

#include <QJsonObject>

namespace gantry {

/// The members `kind`, `code`, `name`, `message` and `hint`; absent values are null.
[[nodiscard]] QJsonObject toJson(const Error &error);

/// One outcome as `gantryctl send -o json` prints it. `seq`: which message it was, from 1.
[[nodiscard]] QJsonObject toJson(const SendOutcome &outcome, quint64 seq);

} // namespace gantry
