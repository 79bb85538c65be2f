// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/messageid.h>

#include <cstring>

namespace gantry {

void IdText::assign(QByteArrayView text)
{
    m_size = text.size();
    constexpr qsizetype usual = 32; // an id with an IPv4 address: a copy of a known size is the fastest
    if (m_size == usual)
        std::memcpy(m_text.data(), text.data(), usual);
    else if (m_size > inPlace)
        m_long = text.toByteArray();
    else if (m_size > 0)
        std::memcpy(m_text.data(), text.data(), size_t(m_size));
}

} // namespace gantry
