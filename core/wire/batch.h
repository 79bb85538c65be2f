// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace gantry::wire {

/// One message in a SEND_BATCH_MESSAGE body.
struct BatchMember {
    qint32 flag = 0;
    QByteArray body = {};
    QByteArray properties = {}; ///< the property string

    friend bool operator==(const BatchMember &, const BatchMember &) = default;
};

/// `totalSize:4 magic:4 (0) bodyCrc:4 (0) flag:4 bodyLength:4 body propertiesLength:2 properties`, each
/// member. Errors: MessageTooLarge when a member's properties are over 32,767 bytes. Java:
/// MessageDecoder#encodeMessages
[[nodiscard]] Result<QByteArray> encodeBatch(const QList<BatchMember> &members);

/// Errors: IllegalMessage when a length does not fit. Java: MessageDecoder#decodeMessages
[[nodiscard]] Result<QList<BatchMember>> decodeBatch(QByteArrayView body);

} // namespace gantry::wire
