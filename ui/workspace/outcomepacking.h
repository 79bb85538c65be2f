// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/sendoutcome.h>

#include <QByteArray>

namespace gantry::ui {

/// What the history keeps of an outcome beside the columns that are searched: attempts, ids, what the broker
/// said. Not the flight.
///
/// version:1 | flags:1 | id | wireBytes | attempts, then result or error. Numbers are seven bits a byte,
/// least first, signed ones in zigzag; texts are UTF-8 after their length.
[[nodiscard]] QByteArray packOutcome(const SendOutcome &outcome);
/// Adds what `packed` says to an outcome that has its topic and id. Bytes that make no sense add nothing.
void unpackOutcome(const QByteArray &packed, SendOutcome &outcome);

} // namespace gantry::ui
