// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace gantry::ui {

/// An id: most are 32 hexadecimal digits, which make 16 bytes. Other ones are texts in the chunk's table.
struct StoredId {
    enum Kind : quint8 { Empty, Hex, Text, SameAsMsgId };
    std::array<quint8, 16> bytes{};
};

/// What every outcome has, as numbers and ids of the chunk's tables.
struct OutcomeRow {
    qint64 at = 0;      ///< nanoseconds since 1970
    qint64 elapsed = 0; ///< nanoseconds
    quint64 id = 0;
    StoredId msgId;
    quint32 message = 0;
    quint32 firstAttempt = 0;
    quint32 result = 0; ///< an error when isOk is false
    quint32 bodyBytes = 0;
    quint32 wireBytes = 0;
    quint16 attempts = 0;
    quint8 msgIdKind : 2 = StoredId::Empty;
    quint8 mode : 2 = 0;
    bool isOk : 1 = false;
    bool compressed : 1 = false;
    bool hasExtras : 1 = false;
};
static_assert(sizeof(OutcomeRow) <= 64);

} // namespace gantry::ui
