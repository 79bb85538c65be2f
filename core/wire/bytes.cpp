// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/bytes.h"

#include "wire/store.h"

namespace gantry::wire {

void ByteWriter::putDecimal(qint64 value)
{
    m_at = storeDecimal(m_at, value);
}

} // namespace gantry::wire
