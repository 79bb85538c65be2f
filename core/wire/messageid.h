// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/messageid.h>
#include <gantry/result.h>

#include <QByteArrayView>
#include <QHostAddress>

#include <chrono>

namespace gantry::wire {

/// The parts of a unique id: `ip:4|16 pid:2 constant:4 millisOfMonth:4 counter:2`, as upper-case hex.
struct UniqueIdParts {
    QHostAddress address;
    quint16 pid = 0;
    quint32 constant = 0;
    quint32 millisOfMonth =
        0; ///< since the first of the month, 00:00 local time; unsigned (day 25 and later)
    quint16 counter = 0;
};

/// A new unique id (UNIQ_KEY, the msgId of results). Thread: any; ids of one process differ for 65,536 ids a
/// millisecond. Java: MessageClientIDSetter#createUniqID
[[nodiscard]] IdText createUniqueId();

/// `now`: for tests, which cannot wait for the month's end.
[[nodiscard]] IdText createUniqueId(std::chrono::system_clock::time_point now);

/// Errors: IllegalMessage, when it is not 32 or 56 hex digits.
[[nodiscard]] Result<UniqueIdParts> readUniqueId(QByteArrayView id);

/// The parts of an offset id: `ip:4|16 port:4 physicalOffset:8`, as upper-case hex. Java: MessageId
struct OffsetIdParts {
    QHostAddress address;
    quint16 port = 0;
    qint64 physicalOffset = 0;
};
[[nodiscard]] IdText createOffsetId(const OffsetIdParts &parts);
/// Errors: IllegalMessage, when it is not 32 or 56 hex digits.
[[nodiscard]] Result<OffsetIdParts> readOffsetId(QByteArrayView id);

} // namespace gantry::wire
